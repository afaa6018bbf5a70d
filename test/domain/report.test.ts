// The report's figures, from a journal as the store gives it back.

import type { JournalLine } from '../../functions/domain/model/journal-line.ts';
import type { Outcome } from '../../functions/domain/model/outcome.ts';
import { composeNotification } from '../../functions/domain/report/notification.ts';
import { buildReport } from '../../functions/domain/report/report.ts';
import { timelineOf } from '../../functions/domain/report/timeline-rows.ts';

const line = (
  second: number,
  state: string,
  event: JournalLine['event'],
  outcome?: Outcome,
  attempt = 1,
): JournalLine => ({
  at: new Date(Date.parse('2026-11-22T20:15:00.000Z') + second * 1000).toISOString(),
  state,
  attempt,
  event,
  ...(outcome !== undefined && { outcome }),
});
const facts = {
  recovery: {
    recoveryId: '20261122T201500Z-0a1b2c3d',
    pair: 'support',
    kind: 'failover',
    dryRun: false,
    epoch: 3,
    from: 'london',
    to: 'dublin',
    startedAt: '2026-11-22T20:15:00.000Z',
  },
  outcome: 'moved',
  endedAt: '2026-11-22T20:16:00.000Z',
  ttlSeconds: 30,
  objectives: { rpoMinutes: 120, rtoMinutes: 30 },
} as const;

test('a leg reaches from the first start of its states to their last end', () => {
  const journal = [
    line(1, 'UploadBackup', 'intent'),
    line(5, 'UploadBackup', 'outcome', 'uploaded'),
    line(6, 'AwaitRestore', 'intent'),
    line(7, 'AwaitRestore', 'outcome', 'again'),
    line(12, 'AwaitRestore', 'intent', undefined, 2),
    line(13.5, 'AwaitRestore', 'outcome', 'restored', 2),
  ];
  expect(buildReport({ ...facts, journal }).stageTimes).toEqual({ restore: 12.5 });
  expect(timelineOf(journal)).toMatchObject([
    { state: 'UploadBackup' },
    { state: 'AwaitRestore', attempts: 2, outcome: 'restored' },
  ]);
});

test('a state that began and left no outcome is unfinished, and one that failed says error, in whatever order the store sorts them', () => {
  const journal = [line(1, 'Fence', 'error'), line(1, 'Fence', 'intent'), line(2, 'Promote', 'intent')];
  expect(timelineOf(journal).map(({ outcome }) => outcome)).toEqual(['error', 'unfinished']);
});

test('users count as moved once the record is written, and old caches live for its TTL from when the servers knew', () => {
  const journal = [line(10, 'MoveTraffic', 'outcome', 'moved'), line(20, 'AwaitTraffic', 'outcome', 'settled')];
  expect(buildReport({ ...facts, journal })).toMatchObject({
    usersMoved: true,
    oldCachesUntil: '2026-11-22T20:15:50.000Z',
  });
  expect(buildReport({ ...facts, journal: [] })).toMatchObject({ usersMoved: false });
});

test('an unconfirmed fence carries ATTENTION', () => {
  const report = buildReport({ ...facts, journal: [], fence: { outcome: 'unconfirmed' } });
  expect(composeNotification(report, 'reports/x').body).toContain('ATTENTION: london is not confirmed to be off');
});

test('a subject has fewer than 100 characters, which is all that SNS takes', () => {
  const report = buildReport({
    ...facts,
    recovery: { ...facts.recovery, pair: 'x'.repeat(200) },
    outcome: 'halted',
    journal: [],
    failure: { name: 'Unsure', message: 'no', hint: 'Look.' },
  });
  expect(composeNotification(report, 'reports/x').subject.length).toBe(99);
});
