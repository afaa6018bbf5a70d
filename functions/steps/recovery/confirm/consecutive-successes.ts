// Counts probes in a row that found everything healthy, over the attempts of one state. Only then does a drill begin
// and take the standby, and what is planned go on.

import type { ProbesInARow } from '../../../contract/workflow/step-answers.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { judgeHealthy } from '../../../domain/health/confirmation.ts';
import type { PhaseContext } from '../phase-step.ts';
import { oneRound, type ProbeTools } from './probe.ts';

/** One lost packet proves nothing; this many failed probes in a row do. */
const AILING_PROBES = 3;

interface Answer extends ProbesInARow {
  readonly outcome: 'healthy' | 'again';
  readonly evidence: readonly string[];
}

/**
 * Probes once more; `healthy` once `required` probes in a row were.
 * @throws PrimaryNotHealthy once AILING_PROBES in a row were not, or at the last attempt
 */
export const consecutiveSuccesses = async (
  tools: ProbeTools,
  context: PhaseContext,
  {
    required,
    previous,
    standbyToo = false,
  }: {
    readonly required: number;
    readonly previous: (ProbesInARow & { readonly outcome: string }) | undefined;
    readonly standbyToo?: boolean;
  },
): Promise<Answer> => {
  const { from, to, kind } = context.recovery;
  const round = await oneRound(tools, context);
  const { calm: serves, evidence } = judgeHealthy(round, { primary: from, standby: to });
  const calm = serves && (!standbyToo || round.appliances[to]?.result === 'healthy');
  // A refused file leads back here: then the count starts again.
  const before = previous?.outcome === 'again' ? previous : undefined;
  if (calm) {
    const healthyInARow = (before?.healthyInARow ?? 0) + 1;
    const seen = [`probe ${healthyInARow} of ${required} in a row found it healthy`, ...evidence];
    return { outcome: healthyInARow >= required ? 'healthy' : 'again', downInARow: 0, healthyInARow, evidence: seen };
  }
  const ailingInARow = (before?.ailingInARow ?? 0) + 1;
  if (ailingInARow < AILING_PROBES && context.attempt < context.attempts) {
    const seen = [`probe ${ailingInARow} of ${AILING_PROBES} in a row found a problem`, ...evidence];
    return { outcome: 'again', downInARow: 0, ailingInARow, evidence: seen };
  }
  throw failure(
    'PrimaryNotHealthy',
    `a ${kind} needs a healthy primary; the primary ${from}${standbyToo ? ` or the standby ${to}` : ''} has problems: ${evidence.join('; ')}`,
  );
};
