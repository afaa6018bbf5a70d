// The report that every end of a recovery stores, and the notification that names its place.
import { failure } from '../../functions/domain/failure/failure.ts';
import { reportPage } from '../../functions/domain/report/page/report-page.ts';
import type { Report } from '../../functions/domain/report/report.ts';
import { publishReport } from '../../functions/steps/recovery/end/publish-report.ts';
import { kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const direction = { from: 'london', to: 'dublin', startedAt: '2026-11-22T20:15:03.000Z' } as const;
const DRILL = {
  recoveryId: 'r1',
  pair: 'support',
  kind: 'drill',
  dryRun: false,
  epoch: 7,
  owner: 'arn:drill',
  ...direction,
} as const;

test('a recovery leaves its report as data and as a page, and the notification names the page', async () => {
  const house = onePair({ rpoMinutes: 15, rtoMinutes: 20 });
  kill(house);
  await walk(house, { trigger: 'alarm' });
  const { reports, messages } = house.stores;
  const [[key, report] = []] = [...reports.reports];
  const [[pageKey, page] = []] = [...reports.pages];
  expect(pageKey).toBe(key?.replace(/json$/, 'html'));
  expect(page).toBe(reportPage(report as Report));
  expect(messages.messages[0]?.body).toContain(`Report: ${pageKey} (recovery`);
  expect(report).toMatchObject({
    objectives: { rpoMinutes: 15, rtoMinutes: 20 },
    trigger: 'alarm',
    execution: expect.stringContaining(':alarm-0a1b2c3d'),
    answersSeen: [{ state: 'AwaitTraffic' }, { state: 'Verify' }],
  });
});

test('one that halts, one that stands down and one that is closed out leave a page as well', async () => {
  const halts = onePair();
  kill(halts);
  halts.world.faults.power = failure('PowerUnreachable', 'no answer', 'look');
  await walk(halts, {});
  expect([...halts.stores.reports.pages.values()].join()).toContain('Halted: needs an operator');

  const stands = onePair();
  await walk(stands, {});
  expect([...stands.stores.reports.pages.values()].join()).toContain('Stood down');

  const stopped = onePair();
  kill(stopped);
  await walk(
    stopped,
    {},
    { name: 'first-00000001', before: (state) => (state === 'MoveTraffic' ? 'stop' : undefined) },
  );
  stopped.clock.pass(3600);
  await walk(stopped, {}, { name: 'second-00000002' });
  expect([...stopped.stores.reports.pages.values()].join()).toContain('HALTED: ExecutionStopped');
});

test('two recoveries of one second with similar names leave a report each, from their own entries', async () => {
  const house = onePair();
  const recoveryId = '20261122T201503Z-support1';
  const publish = async (epoch: number, owner: string, evidence: string) => {
    const entry = { recoveryId, epoch, attempt: 1, state: 'Confirm', at: house.clock.iso() } as const;
    await house.tools.journal.write('support', { ...entry, event: 'outcome', outcome: 'down', evidence: [evidence] });
    const direction = { from: 'london', to: 'dublin', startedAt: '2026-11-22T20:15:03.000Z' } as const;
    const recovery = {
      recoveryId,
      pair: 'support',
      kind: 'failover',
      dryRun: false,
      epoch,
      owner,
      ...direction,
    } as const;
    return publishReport(house.tools, house.pair, { recovery, outcome: 'stood-down', endedBy: 'StandDown' });
  };
  await publish(7, 'arn:drill-support1', 'of the first');
  // The journal keeps the first of two entries of the same millisecond, state, try and kind.
  house.clock.pass(1);
  await publish(8, 'arn:outage-support1', 'of the second');
  const reports = [...house.stores.reports.reports.values()] as readonly Report[];
  expect(reports.map(({ epoch }) => epoch)).toEqual([7, 8]);
  expect(JSON.stringify(reports[1])).toContain('of the second');
  expect(JSON.stringify(reports[1])).not.toContain('of the first');
  // Again, as a close-out does: the other's report does not change.
  await publish(7, 'arn:drill-support1', 'of the first');
  expect(
    ([...house.stores.reports.reports.values()] as readonly Report[]).filter(({ epoch }) => epoch === 8),
  ).toHaveLength(1);
});

test.each([
  ['the report', 'reports'],
  ['the proof', 'proofs'],
] as const)('operators are notified even if %s cannot be written, and the recovery stays open', async (what, store) => {
  const house = onePair();
  const refuse = () => Promise.reject(new Error('slow down'));
  const ofBackup = { backupId: 'b1', sha256: 'a'.repeat(64), recoveryId: 'r1', appliance: 'dublin' };
  const lastProof = { ...ofBackup, at: house.clock.iso(), how: ['it restarted'] };
  const publish = (tools: Partial<typeof house.tools>) =>
    publishReport({ ...house.tools, ...tools }, house.pair, {
      recovery: DRILL,
      outcome: 'rehearsed',
      endedBy: 'Finish',
      lastProof,
    });
  await expect(publish({ [store]: { write: refuse } })).rejects.toMatchObject({
    name: 'NotPublished',
    message: expect.stringContaining(`${what} could not be written`),
  });
  expect(house.stores.messages.messages).toHaveLength(1);
  if (store === 'reports') expect(house.stores.messages.messages[0]?.body).toContain('could not be written: slow down');
  expect(house.stores.journal.entries.filter(({ event }) => event === 'closed')).toEqual([]);
  // The next close-out repeats it, and then it is closed.
  await publish({});
  expect(house.stores.journal.entries.filter(({ event }) => event === 'closed')).toHaveLength(1);
});

describe('while the journal cannot be read', () => {
  const unread = () => {
    const house = onePair();
    const { journal } = house.tools;
    house.tools.journal = { ...journal, read: () => Promise.reject(new Error('AccessDenied')) };
    return house;
  };

  test('operators are notified of a move, and the report says that its timeline is missing', async () => {
    const house = unread();
    kill(house);
    const { end } = await walk(house, { trigger: 'alarm' });
    expect(end).toBe('SUCCEEDED');
    expect(house.stores.messages.messages.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('moved from london to dublin'),
    ]);
    expect([...house.stores.reports.pages.values()].join()).toContain('JournalUnreadable');
    expect((await house.stores.records.read(house.pair)).record).not.toHaveProperty('lease');
  });

  test('operators are notified of a halt, and the hold is left', async () => {
    const house = unread();
    kill(house);
    kill(house, 'dublin');
    await walk(house, { trigger: 'alarm' });
    expect(house.stores.messages.messages.map(({ subject }) => subject)).toEqual([expect.stringContaining('HALTED')]);
    const { hold } = (await house.stores.records.read(house.pair)).record;
    expect(hold).toMatchObject({ reason: 'StandbyUnfit' });
    // Nobody knows how far it got, so nothing starts by itself.
    expect(hold).not.toHaveProperty('lapsesAt');
  });

  test('a report is never put over that of another recovery with the same id', async () => {
    const house = unread();
    const ending = { outcome: 'rehearsed', endedBy: 'Finish' } as const;
    await publishReport(house.tools, house.pair, { recovery: DRILL, ...ending });
    await publishReport(house.tools, house.pair, { recovery: { ...DRILL, epoch: 8 }, ...ending });
    const reports = [...house.stores.reports.reports.values()] as readonly Report[];
    expect(reports.map(({ epoch }) => epoch)).toEqual([7, 8]);
  });
});

test('a recovery is not closed while operators could not be notified', async () => {
  const house = onePair();
  const tools = { ...house.tools, messages: { notify: () => Promise.reject(new Error('throttled')) } };
  await expect(
    publishReport(tools, house.pair, { recovery: DRILL, outcome: 'stood-down', endedBy: 'StandDown' }),
  ).rejects.toThrow();
  expect(house.stores.journal.entries).toEqual([]);
});
