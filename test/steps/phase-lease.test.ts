// What wraps every state's work: a run that lost its lease cannot change the record, the intent is written before the
// action, and requests end before their function does.
import type { Recovery } from '../../functions/domain/model/recovery.ts';
import { type PhaseContext, phaseStep } from '../../functions/steps/recovery/phase-step.ts';
import { machine } from '../doubles/machine.ts';
import { onePair } from '../doubles/one-pair.ts';

const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:twinbox:first';
const RECOVERY: Recovery = {
  ...{
    recoveryId: 'r1',
    pair: 'support',
    kind: 'failover',
    dryRun: false,
    epoch: 1,
    owner: EXECUTION,
    trigger: 'alarm',
    automation: 'act',
  },
  ...{ from: 'london', to: 'dublin', startedAt: '2026-11-22T20:15:03.000Z' },
};
const leaseOf = ({ owner, epoch, recoveryId }: Recovery) =>
  ({ owner, epoch, recoveryId, kind: 'failover', dryRun: false, notAfter: '2026-11-22T20:20:00.000Z' }) as const;

const stage = (changes: Partial<ReturnType<typeof onePair>['tools']> = {}) => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({ ...record, epoch: 1, lease: leaseOf(RECOVERY) }));
  const input = {
    state: { recovery: RECOVERY, settings: house.pair },
    execution: EXECUTION,
    startedAt: RECOVERY.startedAt,
  };
  const run = (work: (context: PhaseContext) => Promise<void>, leftMs = 30_000) =>
    phaseStep('MoveTraffic', { ...house.tools, ...changes }, async (context) => {
      await work(context);
      return { outcome: 'moved', evidence: [] };
    })(input, () => leftMs);
  return { house, run };
};

test('a change of the record is written under our lease, and renews it', async () => {
  const { house, run } = stage();
  await run(async ({ changeRecord }) => {
    house.clock.pass(20);
    const { lease } = await changeRecord((record) => ({ ...record, primary: 'dublin' }));
    expect(Date.parse(lease?.notAfter ?? '')).toBeGreaterThanOrEqual(house.clock.nowMs() + 30_000);
  });
  expect(house.stores.records.now(house.pair).primary).toBe('dublin');
});

test.each<readonly [string, Partial<Recovery>]>([
  ['another execution', { owner: `${EXECUTION}-other`, recoveryId: 'r2' }],
  ['a younger epoch of the same execution', { epoch: 2 }],
])('a run whose lease went to %s while it worked writes no role', async (_whom, of) => {
  const { house, run } = stage();
  const taken = { ...RECOVERY, ...of };
  const running = run(async ({ changeRecord }) => {
    house.stores.records.put(house.pair, (record) => ({ ...record, epoch: taken.epoch, lease: leaseOf(taken) }));
    await changeRecord((record) => ({ ...record, primary: 'dublin' }));
  });
  await expect(running).rejects.toMatchObject({ name: 'LeaseLostError' });
  expect(house.stores.records.now(house.pair)).toMatchObject({ primary: 'london', lease: leaseOf(taken) });
});

test.each(['journal', 'records'] as const)('nothing is done before the %s has stored the intent', async (store) => {
  const { house } = stage();
  const refusal = new Error('slow down');
  const refuse = () => Promise.reject(refusal);
  const { run } = stage(
    store === 'journal'
      ? { journal: { ...house.stores.journal, write: refuse } }
      : { records: { ...house.stores.records, change: refuse } },
  );
  const acted: string[] = [];
  await expect(run(async () => void acted.push('moved'))).rejects.toBe(refusal);
  expect(acted).toEqual([]);
});

test.each(['journal', 'records'] as const)('it waits for a slow %s before anything is done', async (store) => {
  const { house } = stage();
  const gate = Promise.withResolvers<void>();
  const { journal, records } = house.stores;
  const slow = {
    journal: { ...journal, write: () => gate.promise },
    records: {
      ...records,
      change: async (...[settings, change]: Parameters<typeof records.change>) => {
        await gate.promise;
        return records.change(settings, change);
      },
    },
  };
  house.stores.records.put(house.pair, (record) => ({ ...record, epoch: 1, lease: leaseOf(RECOVERY) }));
  const { run } = stage({ [store]: slow[store] });
  const acted: string[] = [];
  const running = run(async () => void acted.push('moved'));
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(acted).toEqual([]);
  gate.resolve();
  await running;
  expect(acted).toEqual(['moved']);
});

test.each([
  [30_000, 28_000],
  [1_500, 1],
])('of %i ms that remain the requests get %i', async (remaining, most) => {
  const given: number[] = [];
  await stage().run(async ({ signal }) => void given.push(machine.clock.leftMs(signal) ?? Number.NaN), remaining);
  expect(given[0]).toBeLessThanOrEqual(most);
  expect(given[0]).toBeGreaterThanOrEqual(0);
});
