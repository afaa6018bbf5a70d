// How long AwaitRestore waits for a restart that no probe sees: briefly if the method reported success, long otherwise.

import type { WorkflowState } from '../../functions/contract/workflow/workflow-state.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { awaitRestore } from '../../functions/steps/recovery/restore/await-restore.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { onePair } from '../doubles/one-pair.ts';

const attemptsUntilRestored = async (marker?: string): Promise<number> => {
  const house = onePair();
  const times = { execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };
  const { recovery, settings } = await begin(house.tools)({ state: {}, input: {}, ...times }, () => 30_000);
  if (!recovery || !settings) throw new Error('it did not begin');
  const uploadBackup = {
    outcome: 'uploaded' as const,
    attempt: 1,
    evidence: [],
    ...(marker !== undefined && { marker }),
  };
  let state: WorkflowState = { recovery, settings, uploadBackup };
  for (let attempt = 1; attempt <= 360; attempt += 1) {
    const found = await awaitRestore(house.tools)({ ...times, state }, () => 30_000);
    if (found.outcome === 'restored') return attempt;
    state = { ...state, awaitRestore: found };
    house.clock.pass(5);
  }
  throw new Error('never');
};

test('six probes are enough if the method reported success', async () => {
  await expect(attemptsUntilRestored('restore started')).resolves.toBe(6);
});

test('sixty probes otherwise, because the upload may still be under way', async () => {
  await expect(attemptsUntilRestored()).resolves.toBe(60);
});
