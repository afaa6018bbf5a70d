// Counts looks in a row that found the primary down, over the attempts of one state.
import type { ConfirmResult } from '../contract/workflow-state.ts';
import { type LookTools, lookAround, unsure } from './look-around.ts';
import type { PhaseContext } from './phase-step.ts';

type Answer = Omit<ConfirmResult, 'attempt'>;

/**
 * One more look; `down` once `wanted` of them in a row were.
 * @throws Unsure at the last attempt
 */
export const confirmInRow = async (
  tools: LookTools,
  context: PhaseContext,
  { state, wanted, previous }: { readonly state: string; readonly wanted: number; readonly previous: ConfirmResult | undefined },
): Promise<Answer> => {
  const lookedAt = new Date(tools.clock.nowMs()).toISOString();
  const { verdict, evidence } = await lookAround(tools, context);
  if (verdict === 'answers') return { outcome: 'stood-down', downInARow: 0, evidence };
  const downInARow = verdict === 'down' ? (previous?.downInARow ?? 0) + 1 : 0;
  const downSince = downInARow > 1 ? (previous?.downSince ?? lookedAt) : lookedAt;
  const row = verdict === 'down' ? { downInARow, downSince } : { downInARow };
  const seen = [`look ${downInARow} of ${wanted} in a row that found it down`, ...evidence];
  if (downInARow >= wanted) return { outcome: 'down', ...row, evidence: seen };
  if (context.attempt >= context.attempts) throw unsure(state, evidence);
  return { outcome: 'again', ...row, evidence: verdict === 'down' ? seen : evidence };
};
