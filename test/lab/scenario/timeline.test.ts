// The timeline of a failover as the world saw it: its instants, and the legs between them.
import { CHECKED_ELSEWHERE, INVARIANTS } from '../../../lab/scenario/invariants/all-invariants.ts';
import { reportedStageTimes } from '../../../lab/scenario/reported-stage-times.ts';
import { instantsOf, stageTimesOf } from '../../../lab/scenario/view/timeline.ts';
import { ADDRESSES, at, fabricateWorld, NAME } from './fabricated-world.ts';
import { runGoodFailover } from './good-failover.ts';

const SERVER = 'ns2.lab.test';
const answer = (server: string, second: number) => ({
  ...{ atMs: at(second), server, name: NAME, type: 'A', values: [ADDRESSES.dublin] },
});

test('each instant is what appliances, zone, servers and the client outside saw', async () => {
  await using world = await fabricateWorld();
  await runGoodFailover(world, {
    also: [[171, ({ dnsAnswers }) => dnsAnswers.push(answer('ns1.lab.test', 169), answer(SERVER, 171))]],
  });
  expect(instantsOf(world.view(), 'london', at(100), at(130), SERVER)).toEqual({
    died: at(100),
    alarmed: at(130),
    restoreBegun: at(140),
    restored: at(160),
    claimed: at(165),
    fenced: at(166),
    moved: at(168),
    propagated: at(171),
    served: at(172),
  });
});

test('what lies before the death counts for nothing, nor does a server that was never asked', async () => {
  await using world = await fabricateWorld();
  await runGoodFailover(world, {
    leaveOut: ['restored', 'servedAgain'],
    also: [
      [20, (notified) => notified.event('dublin', 'restored', 'long ago')],
      [21, (notified) => notified.probe('dublin')],
    ],
  });
  const instants = instantsOf(world.view(), 'london', at(100), undefined, SERVER);
  expect(instants).toMatchObject({ restoreBegun: at(140), moved: at(168) });
  expect([instants.restored, instants.propagated, instants.served, instants.alarmed]).toEqual(Array(4).fill(undefined));
});

test('legs add up from the death to the end, and one that was never seen is left out', () => {
  const stageTimes = stageTimesOf({ died: at(0), alarmed: at(30), restored: at(50), served: at(90) });
  expect(stageTimes.map(({ name, seconds }) => [name, seconds])).toEqual([
    ['detect', 30],
    ['restore', 20],
    ['verify', 40],
  ]);
});

test('the report’s legs begin and end at the events at which the world’s do, so that they add up to the whole', () => {
  const iso = (second: number): string => new Date(at(second)).toISOString();
  const ran = (state: string, from: number, to: number) => ({ state, startedAt: iso(from), endedAt: iso(to) });
  const timeline = [
    ...[ran('Confirm', 2, 8), ran('Prepare', 9, 11), ran('UploadBackup', 12, 15), ran('AwaitRestore', 16, 40)],
    ...[
      ran('CheckStandby', 41, 43),
      ran('AwaitDecision', 44, 60),
      ran('Reconfirm', 61, 64),
      ran('ClaimTraffic', 65, 66),
    ],
    ...[
      ran('Fence', 67, 70),
      ran('Promote', 71, 72),
      ran('MoveTraffic', 73, 74),
      ran('AwaitTraffic', 75, 85),
      ran('Verify', 86, 90),
    ],
  ];
  const stageTimes = reportedStageTimes({ startedAt: iso(0), timeline });
  expect([...stageTimes]).toEqual([
    ...[
      ['confirm', 12],
      ['restore', 28],
      ['check', 26],
      ['fence', 4],
      ['move', 4],
      ['propagate', 11],
      ['verify', 5],
    ],
  ]);
  expect([...stageTimes.values()].reduce((sum, one) => sum + one)).toBe(90);
});

test('no number of what must always hold is left out where it is printed', () => {
  const numbers = [...INVARIANTS, ...CHECKED_ELSEWHERE]
    .map(({ number }) => number)
    .toSorted((one, other) => one - other);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
