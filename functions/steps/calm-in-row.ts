// Counts looks in a row that found all well, over the attempts of one state: a drill is begun, and its standby taken away, only then.
import { NamedError } from '../contract/named-error.ts';
import type { ConfirmResult } from '../contract/workflow-state.ts';
import { judgeCalm } from '../domain/confirmation.ts';
import { type LookTools, oneRound } from './look-around.ts';
import type { PhaseContext } from './phase-step.ts';

/**
 * One more look; `healthy` once `wanted` of them in a row were. The first that was not ends the drill.
 * @throws PrimaryNotHealthy
 */
export const calmInRow = async (
  tools: LookTools,
  context: PhaseContext,
  { wanted, previous }: { readonly wanted: number; readonly previous: ConfirmResult | undefined },
): Promise<Omit<ConfirmResult, 'attempt'>> => {
  const { from, to } = context.recovery;
  const { calm, evidence } = judgeCalm(await oneRound(tools, context), { primary: from, standby: to });
  if (!calm) {
    throw new NamedError(
      'PrimaryNotHealthy',
      `a drill takes the standby away for a while, and not all is well with the primary ${from}: ${evidence.join('; ')}`,
      'Nothing was restored. Mend what the looks met, then start the drill again.',
    );
  }
  // A file that was refused leads here once more: then the count begins anew.
  const healthyInARow = (previous?.outcome === 'again' ? (previous.healthyInARow ?? 0) : 0) + 1;
  const seen = [`look ${healthyInARow} of ${wanted} in a row that found it healthy`, ...evidence];
  return { outcome: healthyInARow >= wanted ? 'healthy' : 'again', downInARow: 0, healthyInARow, evidence: seen };
};
