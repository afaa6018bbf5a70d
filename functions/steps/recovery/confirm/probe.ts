// One probe before acting, shared by Confirm, AwaitDecision and Reconfirm: a whole round with new connections, and its
// verdict.

import type { Vantage } from '../../../appliance/probe/vantage.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import { type Confirmation, judgeRound } from '../../../domain/health/confirmation.ts';
import type { Round } from '../../../domain/model/observation.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import type { PhaseContext, PhaseTools } from '../phase-step.ts';

export interface ProbeTools extends PhaseTools {
  readonly vantage: Vantage;
}

/** Probes both appliances, the witnesses, and the service under its name. */
export const oneRound = (
  { vantage, clock }: ProbeTools,
  { settings }: Pick<PhaseContext, 'settings'>,
): Promise<Round> => vantage.round(settings, new Date(clock.nowMs()).toISOString(), PROBE_TIMEOUT_MS);

/** Probes and judges the appliance that is believed dead, its peer, and the witnesses. */
export const probePair = async (
  tools: ProbeTools,
  context: Pick<PhaseContext, 'settings' | 'recovery'>,
): Promise<Confirmation> => {
  const { from, to } = context.recovery;
  return judgeRound(await oneRound(tools, context), { primary: from, standby: to });
};

/** The failure of a state whose probes stayed unclear. */
export const unsure = (state: string, evidence: readonly string[]): Failure =>
  failure('Unsure', `${state} could not determine whether the primary is down: ${evidence.join('; ')}`);
