// The meaning of one round before acting. Stricter than the watch: the primary counts as down only while a witness
// proves that we can see, and any answer of the primary, healthy or not, ends the recovery. Pure.

import type { Round } from '../model/observation.ts';
import { type Diagnosis, diagnose, isDown, isSight, type Roles } from './diagnosis.ts';

export type Verdict = 'answers' | 'down' | 'unsure';

export interface Confirmation {
  readonly verdict: Verdict;
  /** Sentences: what was found, and why we are unsure. */
  readonly evidence: readonly string[];
  readonly diagnosis: Diagnosis['diagnosis'];
  /** Whether the standby answered as healthy on the users' path. */
  readonly standbyWell: boolean;
}

/** Judges one round. `roles.primary` is the appliance that appears to be down. */
export const judgeRound = (round: Round, roles: Roles): Confirmation => {
  const { diagnosis, evidence } = diagnose(round, roles);
  const primary = round.appliances[roles.primary];
  const answer = (verdict: Verdict, reason: string): Confirmation => ({
    verdict,
    diagnosis,
    standbyWell: round.appliances[roles.standby]?.result === 'healthy',
    evidence: [reason, ...evidence],
  });
  if (!primary) return answer('unsure', `${roles.primary} was not probed`);
  if (primary.result === 'healthy' || primary.result === 'unhealthy') {
    return answer('answers', `${roles.primary} answers on the users’ path and is ${primary.result}`);
  }
  if (!isDown(primary.result)) {
    return answer(
      'unsure',
      `${roles.primary} is ${primary.result}: a fault on our side, which is never counted as an outage`,
    );
  }
  // Without a witness in the settings, the standby's answer is the only proof that we can see.
  const outside = round.witnesses.length > 0 ? round.witnesses : [round.appliances[roles.standby]];
  if (!outside.some((seen) => seen && isSight(seen.result))) {
    return answer('unsure', `${roles.primary} is ${primary.result}, but no witness answers, so Twinbox may be blind`);
  }
  return answer('down', `${roles.primary} is ${primary.result} while a witness or the standby answers`);
};

/** Whether a drill may continue: the primary answers as healthy, and so does the service under its name. */
export const judgeHealthy = (
  round: Round,
  roles: Roles,
): { readonly calm: boolean; readonly evidence: readonly string[] } => {
  const { diagnosis, evidence, serviceDown } = diagnose(round, roles);
  const calm = round.appliances[roles.primary]?.result === 'healthy' && serviceDown === 0;
  return { calm, evidence: [calm ? `${roles.primary} serves` : `the diagnosis is ${diagnosis}`, ...evidence] };
};
