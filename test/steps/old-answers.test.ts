// The TTL of the replaced DNS record: it cannot be read after the move, and caches keep the old answer for that long.

import { oldTtlOf, stillCached } from '../../functions/domain/record/old-answers.ts';
import type { Report } from '../../functions/domain/report/report.ts';
import { type House, kill, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const DAY = 86_400;
const reportsOf = ({ stores }: House): readonly Report[] => [...stores.reports.reports.values()] as Report[];
const withDay = (): House => {
  const house = onePair();
  Object.assign(house.world.zone[NAME] ?? {}, { ttlSeconds: DAY });
  kill(house);
  return house;
};
const secondsUntil = ({ oldCachesUntil, endedAt }: Report): number =>
  (Date.parse(oldCachesUntil ?? '') - Date.parse(endedAt)) / 1000;

test('report and notification name the old TTL and until when old answers may be cached', async () => {
  const house = withDay();
  await walk(house, {});
  const [report] = reportsOf(house);
  expect(report).toMatchObject({ outcome: 'moved', oldTtlSeconds: DAY });
  expect(report && secondsUntil(report)).toBeGreaterThan(DAY - 60);
  const message = house.stores.messages.messages.at(-1)?.body ?? '';
  expect(message).toContain(`a TTL of ${DAY} s`);
  expect(message).toContain(report?.oldCachesUntil ?? 'nothing');
});

test('a run that continues after the move, when the zone has the new TTL, still knows it', async () => {
  const house = withDay();
  await walk(house, {}, { name: 'one-00000001', before: (state) => (state === 'AwaitTraffic' ? 'stop' : undefined) });
  expect(house.world.zone[NAME]?.ttlSeconds).toBe(30);
  house.clock.pass(600);
  await walk(house, {}, { name: 'two-00000002' });
  const report = reportsOf(house).at(-1);
  expect(report).toMatchObject({ outcome: 'moved', oldTtlSeconds: DAY });
  expect(report && secondsUntil(report)).toBeGreaterThan(DAY - 60);
});

test('a dry run warns of it', async () => {
  const house = withDay();
  const { end, state } = await walk(house, { dryRun: true });
  expect(end).toBe('SUCCEEDED');
  expect(state.prepare?.evidence.join('\n')).toContain(`found ${DAY} s`);
});

test('of several names and readings the longest counts', () => {
  expect(oldTtlOf({ before: [{ ttlSeconds: 60 }, { ttlSeconds: 300 }, {}], replacedTtlSeconds: 30 })).toBe(300);
  expect(oldTtlOf({ before: [] })).toBeUndefined();
});

test('what an earlier move replaced counts only for the same direction, and until it has expired', () => {
  const noted = { recoveryId: 'r', at: '2026-11-22T20:00:00.000Z', to: 'dublin', ttlSeconds: 60 };
  const atMs = Date.parse(noted.at);
  expect(stillCached(noted, 'dublin', atMs + 59_000)).toBe(noted);
  expect(stillCached(noted, 'dublin', atMs + 61_000)).toBeUndefined();
  expect(stillCached(noted, 'london', atMs)).toBeUndefined();
});
