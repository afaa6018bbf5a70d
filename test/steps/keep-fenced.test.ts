// Kind fence: Twinbox powers off a quarantined appliance that answers again, under its own lease and epoch, and does
// nothing else.
import { closeOut } from '../../functions/steps/recovery/end/close-out.ts';
import { DUBLIN, type House, kill, LONDON, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const FENCE = { kind: 'fence' };
const recordOf = (house: House) => house.stores.records.now(house.pair);

/** london died, users were moved to dublin, and london answers again. */
const isBack = async (): Promise<House> => {
  const house = onePair();
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
  const { london } = house.world.appliances;
  if (london) Object.assign(london, { probe: 'healthy', power: 'on' });
  house.clock.pass(60);
  return house;
};
const deedsSince = (house: House, before: number) => house.world.deeds.slice(before);

test('powers the quarantined appliance off again and changes nothing else', async () => {
  const house = await isBack();
  const before = recordOf(house);
  const done = house.world.deeds.length;
  const { path, end } = await walk(house, FENCE, { name: 'fence-00000002' });
  expect({ path, end }).toEqual({ path: ['Begin', 'Fence', 'Finish'], end: 'SUCCEEDED' });
  expect(deedsSince(house, done)).toEqual(['power of london off']);
  const after = recordOf(house);
  expect(after).toMatchObject({ primary: 'dublin', epoch: before.epoch + 1, restoredBackup: before.restoredBackup });
  expect(after.quarantined).toEqual({ ...before.quarantined, fencedAgainAt: expect.any(String) });
  expect(after).not.toHaveProperty('lease');
  expect(after).not.toHaveProperty('hold');
  expect(after.lastRecovery).toMatchObject({ kind: 'fence', outcome: 'fenced' });
});

test('reports what was done, under which epoch, and what confirmed it', async () => {
  const house = await isBack();
  await walk(house, FENCE, { name: 'fence-00000002' });
  const message = house.stores.messages.messages.at(-1);
  expect(message?.subject).toBe('support: the quarantined london is off again');
  expect(message?.body).toContain('london is off, confirmed by redfish.');
  expect(message?.body).toContain('Nothing, if they reach dublin.');
  const report = [...house.stores.reports.reports.values()].at(-1);
  expect(report).toMatchObject({
    kind: 'fence',
    outcome: 'fenced',
    usersMoved: false,
    from: 'london',
    to: 'dublin',
    epoch: 2,
  });
  expect([...house.stores.reports.pages.values()].at(-1)).toContain('Kept fenced');
});

test.each<readonly [string, (house: House) => void, RegExp]>([
  [
    'nothing is quarantined',
    (house) => house.stores.records.put(house.pair, ({ quarantined: _, ...rest }) => rest),
    /nothing-to-fence$/,
  ],
  [
    'the quarantined appliance is the primary',
    (house) => house.stores.records.put(house.pair, (record) => ({ ...record, primary: 'london' })),
    /nothing-to-fence$/,
  ],
  ['the pair is only observed', (house) => Object.assign(house.pair.policy, { automation: 'observe' }), /observing$/],
  [
    'the pair is paused',
    (house) =>
      house.stores.records.put(house.pair, (record) => ({
        ...record,
        pause: { reason: 'work', until: '2030-01-01T00:00:00Z' },
      })),
    /paused$/,
  ],
])('is refused by name if %s', async (_where, change, subject) => {
  const house = await isBack();
  change(house);
  const done = house.world.deeds.length;
  const { path, end } = await walk(
    { ...house, tools: { ...house.tools, settings: { pairs: () => ['support'], read: async () => house.pair } } },
    FENCE,
    { name: 'fence-00000002' },
  );
  expect({ path, end }).toEqual({ path: ['Begin'], end: 'SUCCEEDED' });
  expect(deedsSince(house, done)).toEqual([]);
  expect(house.stores.messages.messages.at(-1)?.subject).toMatch(subject);
});

test('does not power the appliance off if a person pointed the service at it by hand', async () => {
  const house = await isBack();
  house.world.zone[NAME] = { name: NAME, addresses: [LONDON], ttlSeconds: 30 };
  const { path, end, state } = await walk(house, FENCE, { name: 'fence-00000002' });
  expect({ path, end }).toEqual({ path: ['Begin', 'Fence', 'StandDown'], end: 'SUCCEEDED' });
  expect(state.fence?.evidence).toEqual([expect.stringContaining(`${NAME} points at ${LONDON}`)]);
  expect(house.world.appliances.london?.power).toBe('on');
  expect(house.stores.messages.messages.at(-1)?.body).toContain('users are sent to london');
});

test('does not power the appliance off while it cannot determine where users are sent, and reports that at the end', async () => {
  const house = await isBack();
  const names = { addresses: () => Promise.reject(new Error('no server answers')) };
  const blind = { ...house, tools: { ...house.tools, names } };
  const { path, end, state } = await walk(blind, FENCE, { name: 'fence-00000002' });
  expect({ path, end }).toEqual({ path: ['Begin', 'Fence', 'Halt'], end: 'FAILED' });
  expect(state.halt?.reason).toBe('PhaseTimedOut');
  expect(house.world.appliances.london?.power).toBe('on');
});

test('ends without an action if the quarantine is lifted meanwhile', async () => {
  const house = await isBack();
  const lift = (state: string): undefined => {
    if (state === 'Fence') house.stores.records.put(house.pair, ({ quarantined: _, ...rest }) => rest);
  };
  const { path } = await walk(house, FENCE, { name: 'fence-00000002', before: lift });
  expect(path).toEqual(['Begin', 'Fence', 'StandDown']);
  expect(house.world.appliances.london?.power).toBe('on');
});

describe('if the appliance cannot be confirmed as off', () => {
  const unconfirmed = async (policy: 'halt' | 'proceed'): Promise<{ readonly house: House; readonly end: string }> => {
    const house = await isBack();
    Object.assign(house.pair.policy, { onUnconfirmedFence: policy });
    house.tools.powersOf = () => [];
    const { end, state } = await walk(house, FENCE, { name: 'fence-00000002' });
    expect(state.halt?.reason).toBe('FenceUnconfirmed');
    return { house, end };
  };

  test.each(['halt', 'proceed'] as const)(
    'the run fails and reports that, whatever the policy for failovers: %s',
    async (policy) => {
      const { house, end } = await unconfirmed(policy);
      expect(end).toBe('FAILED');
      const message = house.stores.messages.messages.at(-1);
      expect(message?.body).toContain('london and dublin may both serve');
      expect(message?.body).toContain('Twinbox tries again while london answers');
    },
  );

  test('it leaves no hold, so that no failover is blocked', async () => {
    const { house } = await unconfirmed('halt');
    expect(recordOf(house)).not.toHaveProperty('hold');
    expect(recordOf(house)).not.toHaveProperty('lease');
    expect(house.stores.metrics.points).toEqual([]);
  });
});

test('a run that was stopped is closed out without a hold, as a fence', async () => {
  const house = await isBack();
  const { execution, startedAt } = await walk(house, FENCE, {
    name: 'fence-00000002',
    before: (state) => (state === 'Fence' ? 'stop' : undefined),
  });
  house.clock.pass(60);
  const detail = { executionArn: execution, status: 'ABORTED', startDate: Date.parse(startedAt) };
  await closeOut(house.tools)({ detail }, () => 60_000);
  expect(recordOf(house)).not.toHaveProperty('lease');
  expect(recordOf(house)).not.toHaveProperty('hold');
  expect([...house.stores.reports.reports.values()].at(-1)).toMatchObject({
    kind: 'fence',
    outcome: 'halted',
    from: 'london',
  });
});

test('a failover started meanwhile waits for the fence and is not refused', async () => {
  const house = await isBack();
  await walk(house, FENCE, { name: 'fence-00000002', before: (state) => (state === 'Fence' ? 'stop' : undefined) });
  house.stores.executions.set('arn:aws:states:eu-west-1:123456789012:execution:twinbox:fence-00000002', 'RUNNING');
  const { state, end } = await walk(
    house,
    { kind: 'acknowledge', by: 'Ada Byron', quarantine: 'london' },
    { name: 'ada-00000003' },
  );
  expect({ end, said: state.operate?.evidence[0] }).toMatchObject({ end: 'SUCCEEDED' });
  let asks = 0;
  const finish = (at: string): undefined => {
    if (at === 'Begin') asks += 1;
    if (at === 'Begin' && asks === 3) {
      house.stores.executions.set(
        'arn:aws:states:eu-west-1:123456789012:execution:twinbox:fence-00000002',
        'SUCCEEDED',
      );
      house.stores.records.put(house.pair, ({ lease: _, ...rest }) => rest);
    }
  };
  const { path } = await walk(house, {}, { name: 'ada-00000004', before: finish });
  expect(asks).toBeGreaterThanOrEqual(3);
  expect(path).toEqual(['Begin', 'Confirm', 'StandDown']);
});

test('does not change a hold of an earlier recovery, and uses its own direction', async () => {
  const house = await isBack();
  const hold = {
    reason: 'NotServing',
    message: 'm',
    phase: 'Verify',
    done: [],
    left: [],
    resumeInput: {},
    recoveryId: 'r1',
    epoch: 1,
  };
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    hold: { ...hold, from: 'london', to: 'dublin', since: house.clock.iso() },
  }));
  expect((await walk(house, FENCE, { name: 'fence-00000002' })).end).toBe('SUCCEEDED');
  expect(recordOf(house).hold).toMatchObject(hold);
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
});
