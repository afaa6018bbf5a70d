// The old primary after an unplanned failover: from the write that changes the roles until a person lifts it.
import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { inMemoryAlarms, inMemorySettings } from '../doubles/in-memory-store.ts';
import { backupAt, type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const LIFTS = '{"pair":"support","kind":"acknowledge","by":"your name","quarantine":"london"}';
const recordOf = (house: House) => house.stores.records.now(house.pair);

/** london died and users were moved to dublin, which has been captured since; the cool-down is over. */
const moved = async (): Promise<House> => {
  const house = onePair();
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
  house.stores.backups.manifests.push(backupAt('2030', { appliance: 'dublin', epoch: 1 }));
  house.clock.pass(2 * 60 * 60);
  return house;
};

const comesBack = ({ world }: House): void => {
  const london = world.appliances.london;
  if (london) Object.assign(london, { probe: 'healthy', power: 'on' });
};

/** Users were moved to dublin, which did not serve; now it does. */
const haltAfterMove = async (house: House): Promise<void> => {
  const { dublin } = house.world.appliances;
  if (!dublin) throw new Error('no dublin');
  const sicken = (state: string): undefined => {
    if (state === 'Verify') dublin.probe = 'unhealthy';
  };
  expect((await walk(house, {}, { name: 'first-00000001', before: sicken })).end).toBe('FAILED');
  dublin.probe = 'healthy';
};

test('is quarantined, and report and message say why and how to lift it', async () => {
  const house = await moved();
  expect(recordOf(house)).toMatchObject({
    primary: 'dublin',
    quarantined: {
      appliance: 'london',
      recoveryId: recordOf(house).lastRecovery?.recoveryId,
      reason: expect.stringContaining(`after the backup ${backupAt('2000').backupId}`),
    },
  });
  expect([...house.stores.reports.reports.values()]).toMatchObject([{ quarantined: { appliance: 'london' } }]);
  const [message] = house.stores.messages.messages;
  expect(message?.body).toContain('london has been quarantined since');
  expect(message?.body).toContain(LIFTS);
});

test.each(['Confirm', 'Fence', 'MoveTraffic'])('is not quarantined by a run that ends before %s', async (state) => {
  const house = onePair();
  kill(house);
  await walk(house, {}, { before: (at) => (at === state ? 'stop' : undefined) });
  expect(recordOf(house).quarantined).toBeUndefined();
});

test('is quarantined by a run that halts after the roles have changed; the run may continue, and the quarantine stays the first one', async () => {
  const house = onePair();
  kill(house);
  await haltAfterMove(house);
  const { hold, quarantined } = recordOf(house);
  expect(hold).toMatchObject({ from: 'london', to: 'dublin' });
  expect(quarantined).toMatchObject({ appliance: 'london', recoveryId: hold?.recoveryId });
  expect(house.stores.messages.messages.at(-1)?.body).toContain(LIFTS);
  house.clock.pass(60);
  const { end } = await walk(house, hold?.resumeInput, { name: 'person-00000002' });
  expect(end).toBe('SUCCEEDED');
  expect(recordOf(house)).toMatchObject({ primary: 'dublin', quarantined });
  expect(recordOf(house).hold).toBeUndefined();
});

test('is not made the standby by acknowledging the hold alone', async () => {
  const house = onePair();
  kill(house);
  await haltAfterMove(house);
  const { state } = await walk(house, { kind: 'acknowledge', by: 'Ada Byron' }, { name: 'person-00000002' });
  expect(state.operate?.evidence[0]).toContain(`the quarantine of london remains: lift it with ${LIFTS}`);
  expect(recordOf(house).hold).toBeUndefined();
  expect(recordOf(house).quarantined).toBeDefined();
  house.clock.pass(60);
  expect((await walk(house, {}, { name: 'person-00000003' })).path).toEqual(['Begin']);
});

test.each([{ trigger: 'alarm' }, {}, { dryRun: true }])(
  'nothing fails over to it, nothing changes, and operators are notified how to lift it: %j',
  async (input) => {
    const house = await moved();
    comesBack(house);
    kill(house, 'dublin');
    const deeds = [...house.world.deeds];
    const { path, state } = await walk(house, input, { name: 'again-00000002' });
    expect(path).toEqual(['Begin']);
    expect(state.begin).toMatchObject({ outcome: 'ended', evidence: [expect.stringContaining(LIFTS)] });
    expect(house.world.deeds).toEqual(deeds);
    expect(recordOf(house).lease).toBeUndefined();
    expect(house.stores.messages.messages.at(-1)).toMatchObject({
      subject: 'support: no recovery was started: quarantined',
      body: expect.stringContaining(LIFTS),
    });
  },
);

test('after a person lifts it by its name, the failover back works, and the other appliance is quarantined', async () => {
  const house = await moved();
  comesBack(house);
  const input = { kind: 'acknowledge', by: 'Ada Byron', quarantine: 'london' };
  const { state } = await walk(house, input, { name: 'person-00000002' });
  expect(state.operate?.evidence[0]).toContain('acknowledged by Ada Byron: the quarantine of london is lifted');
  expect(recordOf(house).quarantined).toBeUndefined();
  kill(house, 'dublin');
  expect((await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000003' })).end).toBe('SUCCEEDED');
  expect(recordOf(house)).toMatchObject({ primary: 'london', quarantined: { appliance: 'dublin' } });
  expect(house.world.appliances.london?.restoredBackup).toBe(backupAt('2030').backupId);
});

test('the name of an appliance that is not quarantined is refused with the name of the one that is', async () => {
  const house = await moved();
  const input = { kind: 'acknowledge', by: 'Ada Byron', quarantine: 'dublin' };
  const { state } = await walk(house, input, { name: 'person-00000002' });
  expect(state.halt).toMatchObject({
    reason: 'WrongInput',
    message: expect.stringContaining('dublin is not quarantined; london is'),
  });
  expect(recordOf(house).quarantined).toBeDefined();
});

test('lifting the quarantine does not change a hold, and reports it', async () => {
  const house = await moved();
  const hold = {
    ...{ reason: 'Unsure', message: 'm', phase: 'Confirm', done: [], left: [], resumeInput: {} },
    recoveryId: 'r9',
  };
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    hold: { ...hold, epoch: 1, from: 'dublin', to: 'london', since: house.clock.iso() },
  }));
  const input = { kind: 'acknowledge', by: 'Ada Byron', quarantine: 'london' };
  const { state } = await walk(house, input, { name: 'person-00000002' });
  expect(state.operate?.evidence[0]).toContain('the hold of r9 (Unsure) remains');
  expect(recordOf(house).hold).toBeDefined();
});

describe('while it answers, reconcile', () => {
  const inAlarm = (house: House) => ({
    ...house.tools,
    alarms: inMemoryAlarms({ 'Twinbox-support-SplitBrain': { state: 'ALARM', sinceMs: house.clock.nowMs() } }),
  });
  const notified = (house: House): number =>
    house.stores.messages.messages.filter(({ subject }) => subject.includes('SplitBrain')).length;

  const starts = ({ stores }: House) => [...stores.executions.started].filter(([, { kind }]) => kind === 'fence');

  test('notifies operators at once and again every ten minutes, and changes nothing itself', async () => {
    const house = await moved();
    const deeds = [...house.world.deeds];
    const counts: number[] = [];
    for (let minute = 0; minute <= 20; minute += 1) {
      await reconcile(inAlarm(house))({}, () => 50_000);
      counts.push(notified(house));
      house.clock.pass(60);
    }
    expect([counts[0], counts[9], counts[10], counts[19], counts[20]]).toEqual([1, 1, 2, 2, 3]);
    expect(house.world.deeds).toEqual(deeds);
  });

  test('starts a fence, and no second one within ten minutes of the last', async () => {
    const house = await moved();
    comesBack(house);
    await reconcile(inAlarm(house))({}, () => 50_000);
    const [[name, input] = []] = starts(house);
    expect([name, input]).toEqual([
      expect.stringMatching(/^support-fence-/),
      { pair: 'support', kind: 'fence', trigger: 'alarm' },
    ]);
    expect(house.stores.messages.messages.at(-1)?.body).toContain('Twinbox powers off london again');
    expect((await walk(house, input, { name: name ?? '' })).path).toEqual(['Begin', 'Fence', 'Finish']);
    for (let minute = 1; minute < 9; minute += 1) {
      house.clock.pass(60);
      await reconcile(inAlarm(house))({}, () => 50_000);
    }
    expect(starts(house)).toHaveLength(1);
    house.clock.pass(120);
    await reconcile(inAlarm(house))({}, () => 50_000);
    expect(starts(house)).toHaveLength(2);
  });

  test.each<readonly [string, (house: House) => void, string]>([
    [
      'the pair is paused',
      (house) =>
        house.stores.records.put(house.pair, (record) => ({
          ...record,
          pause: { reason: 'saving its recordings', until: '2026-11-24T00:00:00Z' },
        })),
      'paused until 2026-11-24T00:00:00.000Z (saving its recordings)',
    ],
    [
      'the pair is only observed',
      (house) => Object.assign(house.pair.policy, { automation: 'observe' }),
      'Twinbox only observes support',
    ],
    [
      'no power method is configured',
      (house) => Object.assign(house.pair.appliances[0] ?? {}, { power: [{ method: 'none' }] }),
      'no power method is configured for it',
    ],
  ])('starts nothing if %s, and notifies why', async (_where, change, why) => {
    const house = await moved();
    comesBack(house);
    change(house);
    await reconcile({ ...inAlarm(house), settings: inMemorySettings(house.pair) })({}, () => 50_000);
    expect(starts(house)).toEqual([]);
    expect(house.stores.messages.messages.at(-1)?.body).toContain(why);
  });

  test('starts nothing while the primary is down, because it may be the only appliance left', async () => {
    const house = await moved();
    comesBack(house);
    const states = { state: 'ALARM', sinceMs: house.clock.nowMs() } as const;
    const alarms = inMemoryAlarms({ 'Twinbox-support-SplitBrain': states, 'Twinbox-support-PrimaryDown': states });
    await reconcile({ ...house.tools, alarms })({}, () => 50_000);
    expect(starts(house)).toEqual([]);
    expect(house.stores.messages.messages.at(-1)?.body).toContain('the primary dublin is down');
  });

  test('notifies operators even if the fence could not be started', async () => {
    const house = await moved();
    const executions = { ...house.stores.executions, start: () => Promise.reject(new Error('throttled')) };
    await expect(reconcile({ ...inAlarm(house), executions })({}, () => 50_000)).rejects.toThrow('throttled');
    expect(house.stores.messages.messages.at(-1)?.body).toContain('Twinbox could not start the fence: throttled');
  });

  test('sends a failed notification again within a minute', async () => {
    const house = await moved();
    const away = { ...inAlarm(house), messages: { notify: () => Promise.reject(new Error('SNS is away')) } };
    await expect(reconcile(away)({}, () => 50_000)).rejects.toThrow('SNS is away');
    await reconcile(inAlarm(house))({}, () => 50_000);
    expect(notified(house)).toBe(1);
  });

  test('reports nothing about an appliance that is not quarantined, or does not answer', async () => {
    const lifted = await moved();
    lifted.stores.records.put(lifted.pair, ({ quarantined: _lifted, ...rest }) => rest);
    await reconcile(inAlarm(lifted))({}, () => 50_000);
    expect(notified(lifted)).toBe(0);
    const silent = await moved();
    await reconcile(silent.tools)({}, () => 50_000);
    expect(notified(silent)).toBe(0);
  });
});
