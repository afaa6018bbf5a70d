// Turns a round into one named diagnosis with its evidence. Pure. Only an appliance that gives no sign of life counts
// as down. A fault on our side (a certificate, a refused account, a throttle, an answer we cannot read) never does, and
// neither does a round in which we are blind.
import type { Observation, ProbeResult, Round } from '../model/observation.ts';

/** Name → what it means. The documents print this table. */
export const DIAGNOSES = {
  Healthy: 'Both appliances answer as healthy, and so does the service under its public name.',
  PrimaryDown:
    'The primary does not answer on the users’ path, while a witness or the standby does. A failover may follow.',
  SiteUnreachable: 'The primary is down, and so is every path witness at its site: the whole site cannot be reached.',
  BothDown: 'Neither appliance answers, while a witness does: there is nothing to fail over to.',
  PrimarySick: 'The primary answers but reports that it is unhealthy.',
  StandbyUnfit: 'The standby does not answer or is unhealthy: the service runs, but without a safety net.',
  ServiceDown:
    'The service does not answer under its public name although the primary answers. Check DNS and the certificate.',
  ObserverBlind:
    'Neither a witness nor an appliance answers. The fault is on our side; the state of the appliances is unknown.',
  OwnTrouble:
    'An appliance answers, but not as expected (certificate, permission, throttling). Fix it on our side; it is never counted as an outage.',
} as const;

export type DiagnosisName = keyof typeof DIAGNOSES;

/** Assigned roles, by appliance name. */
export interface Roles {
  readonly primary: string;
  readonly standby: string;
}

export interface Diagnosis {
  readonly diagnosis: DiagnosisName;
  /** Sentences for the operator: what the probes found. */
  readonly evidence: readonly string[];
  /** Value of the metric PrimaryDown. 0 while blind, so that a gap can never join two outages. */
  readonly primaryDown: 0 | 1;
  /** Value of the metric ServiceDown; undefined while blind: it is not published. */
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

/**
 * An answer over a connection we trust proves that we can see. A refused connection does not: it may come from our own
 * side.
 */
export const isSight = (result: ProbeResult): boolean =>
  ['healthy', 'unhealthy', 'denied', 'throttled'].includes(result);

/** Users reach the service under its name. A denial or a throttle concerns only our account. */
const serves = (result: ProbeResult): boolean => ['healthy', 'denied', 'throttled'].includes(result);

const say = ({ target, result, detail }: Observation): string =>
  `${target} is ${result}${detail ? ` (${detail})` : ''}`;

/**
 * Whether the round's observer could see nothing. Without witnesses, blindness and two dead appliances cannot be
 * distinguished apart: it counts as blind.
 */
export const isBlind = (round: Round): boolean =>
  ![...round.witnesses, ...Object.values(round.appliances)].some(({ result }) => isSight(result));

const nameOf = (
  round: Round,
  roles: Roles,
  primary: Meaning,
  standby: Meaning,
  serviceDown: boolean,
): DiagnosisName => {
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

/**
 * The diagnosis of a round for a pair with these assigned roles. An appliance that is missing from the round counts as
 * our own trouble.
 */
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
