// Whole recoveries in memory, run by the phase table's own `next`.
import { MAIN_LINE } from '../../functions/contract/workflow/phase-names.ts';
import type { Report } from '../../functions/domain/report/report.ts';
import { DUBLIN, kill, LONDON, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const reportOf = ({ stores }: ReturnType<typeof onePair>): Report => {
  const [report] = [...stores.reports.reports.values()];
  return report as Report;
};

test('the standby replaces a dead primary, state by state', async () => {
  const house = onePair();
  kill(house);
  const { path, end } = await walk(house, { pair: 'support', kind: 'failover', trigger: 'alarm' });

  expect(path).toEqual(MAIN_LINE);
  expect(end).toBe('SUCCEEDED');
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
  expect(house.world.appliances.london?.power).toBe('off');
  expect(house.world.appliances.dublin?.restoredBackup).toBe('20261122T200000Z-a1b2c3d4');
  expect(house.world.deeds).toEqual([
    'restore 20261122T200000Z-a1b2c3d4 to dublin under epoch 1',
    'claimed for dublin under epoch 1',
    'power of london off',
    'moved for dublin under epoch 1',
  ]);
});

test('afterwards the record has no lease and no hold, and knows roles, configuration and accounts', async () => {
  const house = onePair();
  kill(house);
  await walk(house, {});
  const record = house.stores.records.now(house.pair);
  expect(record).toMatchObject({
    epoch: 1,
    primary: 'dublin',
    restoredBackup: { dublin: { backupId: '20261122T200000Z-a1b2c3d4' } },
    credentialsOf: { london: 'london', dublin: 'london' },
    lastRecovery: { outcome: 'moved', epoch: 1 },
  });
  expect(record.lease).toBeUndefined();
  expect(record.hold).toBeUndefined();
});

test('the report says what was restored, how old it is, what confirmed the fence, and how long each stage took', async () => {
  const house = onePair();
  kill(house);
  await walk(house, {});
  const report = reportOf(house);
  expect(report).toMatchObject({
    outcome: 'moved',
    from: 'london',
    to: 'dublin',
    usersMoved: true,
    fence: { outcome: 'fenced', confirmedBy: expect.stringContaining('redfish') },
    recoveryPoint: { backupId: '20261122T200000Z-a1b2c3d4', ageSeconds: 904 },
    notInBackup: ['session recordings'],
  });
  expect(Object.keys(report.stageTimes)).toEqual([
    'confirm',
    'prepare',
    'restore',
    'check',
    'decide',
    'fence',
    'move',
    'propagate',
    'verify',
  ]);
  expect(report.stageTimes.restore).toBeGreaterThanOrEqual(20);
  expect(report.timeline.map(({ state }) => state)).toEqual(MAIN_LINE);
  expect(Date.parse(report.oldCachesUntil ?? '')).toBeGreaterThan(Date.parse(report.startedAt));
});

test('operators are notified once what happened, what callers should do, and what is lost', async () => {
  const house = onePair();
  kill(house);
  await walk(house, {});
  expect(house.stores.messages.messages).toHaveLength(1);
  const [{ subject, body } = { subject: '', body: '' }] = house.stores.messages.messages;
  expect(subject).toBe('support moved from london to dublin');
  expect(body).toContain('What callers should do: Users are sent to dublin');
  expect(body).toContain('Lost: all changes made in the 15 min since the backup 20261122T200000Z-a1b2c3d4');
  expect(body).toContain('Not included in any backup: session recordings');
});

test('the primary answers before Confirm: the run stands down and changes nothing', async () => {
  const house = onePair();
  const { path, end } = await walk(house, {});
  expect(path).toEqual(['Begin', 'Confirm', 'StandDown']);
  expect(end).toBe('SUCCEEDED');
  expect(house.world.deeds).toEqual([]);
  expect(house.stores.records.now(house.pair)).toMatchObject({ lastRecovery: { outcome: 'stood-down' } });
  expect(house.stores.messages.messages[0]?.body).toContain('london answers on the users’ path and is healthy');
});

test.each(['AwaitDecision', 'Reconfirm'])(
  'the primary comes back before %s: users and power do not change',
  async (state) => {
    const house = onePair();
    kill(house);
    const back = (at: string): undefined => {
      const london = house.world.appliances.london;
      if (at === state && london) london.probe = 'healthy';
    };
    const { path, end } = await walk(house, {}, { before: back });
    expect(path.slice(-2)).toEqual([state, 'StandDown']);
    expect(end).toBe('SUCCEEDED');
    expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);
    expect(house.world.deeds).toEqual(['restore 20261122T200000Z-a1b2c3d4 to dublin under epoch 1']);
  },
);

test('an observed pair: nothing changes, and operators are notified what would have happened', async () => {
  const house = onePair({ automation: 'observe' });
  kill(house);
  const { path } = await walk(house, { trigger: 'alarm' });
  expect(path).toEqual(['Begin', 'Confirm', 'Prepare', 'Finish']);
  expect(house.world.deeds).toEqual([]);
  expect(house.stores.messages.messages[0]?.subject).toMatch(/^WouldHaveActed: support/);
  expect(house.stores.records.now(house.pair)).toMatchObject({
    primary: 'london',
    lastRecovery: { outcome: 'would-have-acted' },
  });
});

test('a dry run goes up to Prepare although the primary is healthy, and ends as a dry run', async () => {
  const house = onePair();
  const { path, end } = await walk(house, { dryRun: true });
  expect(path).toEqual(['Begin', 'Confirm', 'Prepare', 'Finish']);
  expect(end).toBe('SUCCEEDED');
  expect(house.world.deeds).toEqual([]);
  expect(house.stores.records.now(house.pair)).toMatchObject({ lastRecovery: { outcome: 'dry-run' } });
});

test('a pause set during the countdown stops it', async () => {
  const house = onePair();
  kill(house);
  const pause = (at: string): undefined => {
    if (at !== 'AwaitDecision') return;
    house.stores.records.put(house.pair, (record) => ({
      ...record,
      pause: { reason: 'we are on it', until: '2027-01-01T00:00:00.000Z' },
    }));
  };
  const { path } = await walk(house, {}, { before: pause });
  expect(path.at(-1)).toBe('StandDown');
  expect(house.stores.messages.messages[0]?.body).toContain('we are on it');
});

test('no notification, report, journal or data ever holds the presigned URL', async () => {
  const house = onePair();
  kill(house);
  const { state } = await walk(house, {});
  const all = JSON.stringify([
    state,
    [...house.stores.reports.reports.values()],
    house.stores.journal.entries,
    house.stores.messages.messages,
  ]);
  expect(all).not.toContain('X-Amz-Signature');
});

test('a certificate of the standby that expires soon is reported, and blocks nothing', async () => {
  const house = onePair();
  const { dublin } = house.world.appliances;
  if (dublin) dublin.certificate = { ...dublin.certificate, notAfter: '2026-11-30T00:00:00.000Z' };
  kill(house);
  expect((await walk(house, {})).end).toBe('SUCCEEDED');
  const prepared = reportOf(house).timeline.find(({ state }) => state === 'Prepare');
  expect(prepared?.evidence.join()).toContain('ATTENTION: the certificate of dublin: it expires in 7 days');
});
