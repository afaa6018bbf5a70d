// Turns a round into one named diagnosis with its evidence. Pure. Only silence can mean death: what troubles us alone (a
// certificate, a refused account, a throttle, an answer we cannot read) never does, and neither does our own blindness.
import type { Observation, ProbeResult, Round } from '../model/observation.ts';

/** Name → what it means. The documents print this table. */
export const DIAGNOSES = {
  Healthy: 'Both appliances answer as healthy, and so does the service under its name.',
  PrimaryDown: 'The primary is silent on the users’ path while we can see. A failover may follow.',
  SiteUnreachable: 'The primary is down, and so is everything that is watched beside it: the whole site cannot be reached.',
  BothDown: 'Both appliances are silent while a witness answers: there is nothing to fail over to.',
  PrimarySick: 'The primary answers but says that it is not well.',
  StandbyUnfit: 'The standby is silent or not well: the service runs, but without a safety net.',
  ServiceDown: 'The service does not answer under its public name although the primary answers: look at DNS and certificate.',
  ObserverBlind: 'Neither a witness nor an appliance answers: the fault is on our side, and nothing is said of the appliances.',
  OwnTrouble: 'An appliance answers but not as we expect (certificate, permission, throttle): ours to mend, never its death.',
} as const;

export type DiagnosisName = keyof typeof DIAGNOSES;

/** Assigned roles, by appliance name. */
export interface Roles {
  readonly primary: string;
  readonly standby: string;
}

export interface Diagnosis {
  readonly diagnosis: DiagnosisName;
  /** Sentences for people: what was seen. */
  readonly evidence: readonly string[];
  /** What metric PrimaryDown gets. 0 while blind, so that a gap can never join two outages. */
  readonly primaryDown: 0 | 1;
  /** What metric ServiceDown gets; undefined while blind: nothing is put. */
  readonly serviceDown: 0 | 1 | undefined;
}

type Meaning = 'well' | 'sick' | 'down' | 'own trouble';

const MEANINGS: Readonly<Record<ProbeResult, Meaning>> = {
  healthy: 'well',
  unhealthy: 'sick',
  refused: 'down',
  reset: 'down',
  silent: 'down',
  unresolved: 'own trouble',
  untrusted: 'own trouble',
  denied: 'own trouble',
  throttled: 'own trouble',
  garbled: 'own trouble',
};

/** The target gave no sign of life. */
export const isDown = (result: ProbeResult): boolean => MEANINGS[result] === 'down';

/** An answer over a connection we trust: it proves that we can see. A refusal proves nothing, it may come from our own side. */
export const isSight = (result: ProbeResult): boolean => ['healthy', 'unhealthy', 'denied', 'throttled'].includes(result);

/** Under its name the service is reached at all; a denial or a throttle is meant for us alone. */
const serves = (result: ProbeResult): boolean => ['healthy', 'denied', 'throttled'].includes(result);

const say = ({ target, result, detail }: Observation): string => `${target} is ${result}${detail ? ` (${detail})` : ''}`;

/** Whether the round's observer could see anything. Without witnesses blindness cannot be told from two deaths: then it counts as blind. */
export const isBlind = (round: Round): boolean =>
  ![...round.witnesses, ...Object.values(round.appliances)].some(({ result }) => isSight(result));

const nameOf = (round: Round, roles: Roles, primary: Meaning, standby: Meaning, serviceDown: boolean): DiagnosisName => {
  if (isBlind(round)) return 'ObserverBlind';
  if (primary === 'down') {
    if (standby === 'down') return 'BothDown';
    const beside = round.pathWitnesses[roles.primary] ?? [];
    return beside.length > 0 && beside.every(({ result }) => isDown(result)) ? 'SiteUnreachable' : 'PrimaryDown';
  }
  if (primary === 'sick') return 'PrimarySick';
  if (primary === 'own trouble') return 'OwnTrouble';
  if (serviceDown) return 'ServiceDown';
  if (standby === 'own trouble') return 'OwnTrouble';
  return standby === 'well' ? 'Healthy' : 'StandbyUnfit';
};

/** Names what a round means for a pair with these assigned roles. An appliance that the round left out counts as our own trouble. */
export const diagnose = (round: Round, roles: Roles): Diagnosis => {
  const meaningOf = (appliance: string): Meaning => {
    const seen = round.appliances[appliance];
    return seen ? MEANINGS[seen.result] : 'own trouble';
  };
  const primary = meaningOf(roles.primary);
  const standby = meaningOf(roles.standby);
  const blind = isBlind(round);
  const serviceDown = round.service.some(({ result }) => !serves(result));
  const seen = [
    round.appliances[roles.primary],
    round.appliances[roles.standby],
    ...round.service,
    ...round.witnesses,
    ...(round.pathWitnesses[roles.primary] ?? []),
    ...(round.pathWitnesses[roles.standby] ?? []),
  ];
  return {
    diagnosis: nameOf(round, roles, primary, standby, serviceDown),
    evidence: seen.flatMap((observation) => (observation ? [say(observation)] : [])),
    primaryDown: primary === 'down' && !blind ? 1 : 0,
    serviceDown: blind ? undefined : serviceDown ? 1 : 0,
  };
};
