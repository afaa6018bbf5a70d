// Counts looks in a row that found all well, over the attempts of one state: a drill is begun, and its standby taken away, only then.

import type { ProbesInARow } from '../../../contract/workflow/step-answers.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { judgeHealthy } from '../../../domain/health/confirmation.ts';
import type { PhaseContext } from '../phase-step.ts';
import { oneRound, type ProbeTools } from './probe.ts';

/** One lost packet says nothing of an appliance; as many probes in a row as this do. */
const AILING_PROBES = 3;

interface Answer extends ProbesInARow {
  readonly outcome: 'healthy' | 'again';
  readonly evidence: readonly string[];
}

/**
 * One more look; `healthy` once `wanted` of them in a row were.
 * @throws PrimaryNotHealthy once three in a row were not, or at the last attempt
 */
export const consecutiveSuccesses = async (
  tools: ProbeTools,
  context: PhaseContext,
  { wanted, previous }: { readonly wanted: number; readonly previous: (ProbesInARow & { readonly outcome: string }) | undefined },
): Promise<Answer> => {
  const { from, to } = context.recovery;
  const { calm, evidence } = judgeHealthy(await oneRound(tools, context), { primary: from, standby: to });
  // A file that was refused leads here once more: then the count begins anew.
  const before = previous?.outcome === 'again' ? previous : undefined;
  if (calm) {
    const healthyInARow = (before?.healthyInARow ?? 0) + 1;
    const seen = [`probe ${healthyInARow} of ${wanted} in a row found it healthy`, ...evidence];
    return { outcome: healthyInARow >= wanted ? 'healthy' : 'again', downInARow: 0, healthyInARow, evidence: seen };
  }
  const ailingInARow = (before?.ailingInARow ?? 0) + 1;
  if (ailingInARow < AILING_PROBES && context.attempt < context.attempts) {
    const seen = [`probe ${ailingInARow} of ${AILING_PROBES} in a row found a problem`, ...evidence];
    return { outcome: 'again', downInARow: 0, ailingInARow, evidence: seen };
  }
  throw failure(
    'PrimaryNotHealthy',
    `a drill needs a healthy primary, because it makes the standby unavailable; the primary ${from} has problems: ${evidence.join('; ')}`,
  );
};
