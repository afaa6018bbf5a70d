// A failed round observed nothing, so it publishes nothing: neither that the primary is up, nor a heartbeat. Two pairs
// have separate rounds.
import type { Round } from '../../functions/domain/model/observation.ts';
import type { MetricPoint } from '../../functions/platform/metrics.ts';
import { START_MS, settings, watchStage } from './watch-stage.ts';

const PUT_BY_ROUNDS = ['PrimaryDown', 'ServiceDown', 'Heartbeat', 'SplitBrain'];
const ofRounds = (points: readonly (MetricPoint & { readonly pair: string })[], pair: string) =>
  points.filter((point) => point.pair === pair && PUT_BY_ROUNDS.includes(point.name));

/** A watcher of two pairs, whose probes fail while `fails` says so. */
const stage = (fails: (pair: string, nth: number) => boolean) => {
  const one = watchStage();
  const rounds = new Map<string, number>();
  const { vantage } = one.tools;
  const two = watchStage({
    settings: { pairs: () => ['support', 'archive'], read: async (pair) => ({ ...settings, name: pair }) },
    vantage: {
      ...vantage,
      round: async (of, slot, timeoutMs): Promise<Round> => {
        const nth = (rounds.get(of.name) ?? 0) + 1;
        rounds.set(of.name, nth);
        if (fails(of.name, nth)) throw new Error('this vantage sees nothing at all');
        return vantage.round(of, slot, timeoutMs);
      },
    },
  });
  return { ...two, rounds };
};

test('if every round fails, nothing is published and each failure is logged', async () => {
  const it = stage(() => true);
  await it.run(() => START_MS + 25_000 - it.now());
  const { length } = it.said.filter((line) => /the round of support at .* failed/.test(line));
  expect(length).toBeGreaterThan(0);
  expect(length).toBe(it.rounds.get('support'));
  expect([...ofRounds(it.points, 'support'), ...ofRounds(it.points, 'archive')]).toEqual([]);
});

test('a round that fails between others leaves its slot empty', async () => {
  const it = stage((pair, nth) => pair === 'support' && nth === 2);
  await it.run();
  const slots = (pair: string) =>
    ofRounds(it.points, pair).flatMap(({ name, at }) => (name === 'Heartbeat' ? [at] : []));
  expect(it.rounds.get('support')).toBeGreaterThan(2);
  expect(slots('support')).toHaveLength((it.rounds.get('support') ?? 0) - 1);
  expect(slots('archive').filter((at) => !slots('support').includes(at))).toHaveLength(1);
});

test('a pair that cannot be probed does not affect the other one', async () => {
  const it = stage((pair) => pair === 'support');
  await it.run();
  expect(ofRounds(it.points, 'support')).toEqual([]);
  expect(new Set(ofRounds(it.points, 'archive').map(({ name }) => name))).toEqual(
    new Set(['PrimaryDown', 'ServiceDown', 'Heartbeat']),
  );
});
