// What one probe before acting means. Stricter than the watch: it may only say that the primary is down while an outside thing
// proves that we can see, and any answer of the primary, well or sick, ends the run. Pure.

import type { Round } from '../model/observation.ts';
import { type Diagnosis, diagnose, isDown, isSight, type Roles } from './diagnosis.ts';

export type Verdict = 'answers' | 'down' | 'unsure';

export interface Confirmation {
  readonly verdict: Verdict;
  /** Sentences: what was seen, and what made us unsure. */
  readonly evidence: readonly string[];
  readonly diagnosis: Diagnosis['diagnosis'];
  /** Whether the standby answered as healthy on the users' path. */
  readonly standbyWell: boolean;
}

/** Judges one round. `roles.primary` is the appliance that is believed dead. */
export const judgeRound = (round: Round, roles: Roles): Confirmation => {
  const { diagnosis, evidence } = diagnose(round, roles);
  const primary = round.appliances[roles.primary];
  const answer = (verdict: Verdict, reason: string): Confirmation => ({
    verdict,
    diagnosis,
    standbyWell: round.appliances[roles.standby]?.result === 'healthy',
    evidence: [reason, ...evidence],
  });
  if (!primary) return answer('unsure', `${roles.primary} was not looked at`);
  if (primary.result === 'healthy' || primary.result === 'unhealthy') {
    return answer('answers', `${roles.primary} answers on the users’ path and is ${primary.result}`);
  }
  if (!isDown(primary.result)) {
    return answer('unsure', `${roles.primary} is ${primary.result}: our own trouble, which never means that it is dead`);
  }
  // With no witness in the settings the standby's answer is the only proof that we can see.
  const outside = round.witnesses.length > 0 ? round.witnesses : [round.appliances[roles.standby]];
  if (!outside.some((seen) => seen && isSight(seen.result))) {
    return answer('unsure', `${roles.primary} is ${primary.result}, but nothing outside proves that we can see`);
  }
  return answer('down', `${roles.primary} is ${primary.result} while we can see`);
};

/** Whether a drill may go on: the primary answers as healthy, and so does the service under its name. */
export const judgeHealthy = (round: Round, roles: Roles): { readonly calm: boolean; readonly evidence: readonly string[] } => {
  const { diagnosis, evidence, serviceDown } = diagnose(round, roles);
  const calm = round.appliances[roles.primary]?.result === 'healthy' && serviceDown === 0;
  return { calm, evidence: [calm ? `${roles.primary} serves` : `the diagnosis is ${diagnosis}`, ...evidence] };
};
