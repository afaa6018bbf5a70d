// Counts probes in a row that found the primary down, over the attempts of one state.

import type { ProbesInARow } from '../../../contract/workflow/step-answers.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import type { PhaseContext } from '../phase-step.ts';
import { type ProbeTools, probePair, unsure } from './probe.ts';

interface Answer extends ProbesInARow {
  readonly outcome: 'down' | 'stood-down' | 'again';
  readonly evidence: readonly string[];
}

const standbyGone = ({ from, to }: PhaseContext['recovery'], evidence: readonly string[]): Failure =>
  failure(
    'StandbyUnfit',
    `${from} is down, and ${to} no longer answers users: ${evidence.join('; ')}`,
    `Traffic has not been moved: users are still sent to ${from}, which is down. Nothing was fenced. Bring ${to} back, then start again.`,
  );

/**
 * Probes once more; `down` once `required` probes in a row found the primary down. With `standbyToo` a probe counts
 * only while the standby is healthy.
 * @throws Unsure, StandbyUnfit at the last attempt
 */
export const confirmInRow = async (
  tools: ProbeTools,
  context: PhaseContext,
  {
    state,
    required,
    previous,
    standbyToo = false,
  }: {
    readonly state: string;
    readonly required: number;
    readonly previous: ProbesInARow | undefined;
    readonly standbyToo?: boolean;
  },
): Promise<Answer> => {
  const probedAt = new Date(tools.clock.nowMs()).toISOString();
  const { verdict, evidence, standbyWell } = await probePair(tools, context);
  if (verdict === 'answers') return { outcome: 'stood-down', downInARow: 0, evidence };
  const counts = verdict === 'down' && (standbyWell || !standbyToo);
  const downInARow = counts ? (previous?.downInARow ?? 0) + 1 : 0;
  const downSince = downInARow > 1 ? (previous?.downSince ?? probedAt) : probedAt;
  const row = counts ? { downInARow, downSince } : { downInARow };
  const seen = [`probe ${downInARow} of ${required} in a row found it down`, ...evidence];
  if (downInARow >= required) return { outcome: 'down', ...row, evidence: seen };
  if (context.attempt >= context.attempts)
    throw verdict === 'down' && !counts ? standbyGone(context.recovery, evidence) : unsure(state, evidence);
  return { outcome: 'again', ...row, evidence: counts ? seen : evidence };
};
