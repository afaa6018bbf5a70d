// Whether users could be moved: compares the zone and the records of each name with the public delegation. An
// inspection does this hours before, and Prepare does it from the same facts before anything changes. Pure.

import type { Check, FailedCheck } from '../model/readiness-check.ts';
import { type Claimant, type ClaimRead, standingOf } from './claim-standing.ts';
import { type DelegationReading, liesIn, type ZoneFacts } from './delegation.ts';
import type { TrafficFailure, TrafficFinding } from './refused-checks.ts';

/** The records of one name in the zone. */
export interface NameState {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly ttlSeconds?: number;
  readonly claim?: ClaimRead;
}

export interface TrafficFacts {
  readonly names: readonly string[];
  /** TTL of the settings. */
  readonly ttlSeconds: number;
  /** Undefined if it could not be read; `zoneUnasked` says why. */
  readonly zone?: ZoneFacts;
  readonly zoneUnasked?: string;
  readonly states: readonly NameState[];
  /**
   * Why the records may not be moved, in sentences: each name must have one plain A record that points at the primary.
   */
  readonly unfit: readonly string[];
  readonly delegations: readonly DelegationReading[];
  readonly claimant: Claimant;
}

/** The highest TTL that the settings allow: users behind a longer-lived answer would not move in acceptable time. */
const HIGHEST_TTL_SECONDS = 300;

type Fault = Omit<FailedCheck, 'need' | 'result'>;

const fault = (
  name: TrafficFailure | TrafficFinding,
  about: string,
  message: string,
  fix: string,
  alarms = true,
): Fault => ({ name, about, message, fix, alarms });

const outsideZone = ({ names, zone }: TrafficFacts): readonly Fault[] =>
  names.flatMap((name) =>
    !zone || liesIn(name, zone.name)
      ? []
      : [
          fault(
            'NameOutsideZone',
            `the zone of ${name}`,
            `expected ${name} in the hosted zone of the settings, found the zone ${zone.name}`,
            'Set traffic.zones in the settings to the hosted zone that holds every name of service.names, and deploy.',
          ),
        ],
  );

/** A claim needs one more record set for each name without a claim; a move needs none. */
const fullZone = ({ zone, states }: TrafficFacts): readonly Fault[] => {
  const { name: zoneName, recordSets, mostRecordSets } = zone ?? { name: '' };
  const missing = states.filter(({ claim }) => claim === undefined).length;
  if (recordSets === undefined || mostRecordSets === undefined || recordSets + missing <= mostRecordSets) return [];
  return [
    fault(
      'ZoneFull',
      `room in the zone ${zoneName}`,
      `expected room for ${missing} more record sets, found ${recordSets} of at most ${mostRecordSets}`,
      'Remove unused records, or request a higher quota of records for this hosted zone from AWS.',
    ),
  ];
};

const unfitRecords = ({ unfit, names }: TrafficFacts): readonly Fault[] =>
  unfit.length === 0
    ? []
    : [
        fault(
          'DnsRecordUnfit',
          `the records of ${names.join(', ')}`,
          unfit.join('; '),
          'Give each name one plain A record that points at the primary, and no AAAA or HTTPS record.',
        ),
      ];

const DELEGATION_FIX =
  'Point the delegation at the name servers of the hosted zone in the settings, remove an NS record below its apex that leads elsewhere, or set traffic.zones to the zone that resolvers query.';

const delegatedElsewhere = ({ delegations }: TrafficFacts): readonly Fault[] =>
  delegations.flatMap(({ name, verdict, message, strangers }) => [
    ...(verdict === 'elsewhere'
      ? [fault('DelegationElsewhere', `the delegation of ${name}`, message, DELEGATION_FIX)]
      : []),
    ...(strangers
      ? [
          fault(
            'DelegationMixed',
            `the delegation of ${name}`,
            `${name}: expected only the zone's servers in the delegation, found also ${strangers.join(', ')}`,
            'Remove them from the delegation: users whose resolver queries them are not moved.',
            false,
          ),
        ]
      : []),
  ]);

const removeClaim = (name: string): string =>
  `Find out who wrote it. If nobody else moves this service, delete the TXT record _twinbox.${name}. The next recovery can then go ahead.`;

const claimFault = ({ name, claim }: NameState, claimant: Claimant): readonly Fault[] => {
  if (!claim) return [];
  const { epoch, recoveryId, deployment } = claim;
  const about = `the claim beside ${name}`;
  const found = `found recovery ${recoveryId} under epoch ${epoch}`;
  const whose = deployment === undefined ? 'which does not name its deployment' : `of the deployment ${deployment}`;
  switch (standingOf(claim, claimant)) {
    case 'none':
    case 'below':
      return [];
    case 'foreign':
      return [
        fault(
          'ForeignClaim',
          about,
          `${name}: expected a claim of this deployment or none, ${found}, ${whose}; a recovery supersedes it`,
          'If another deployment of Twinbox still watches this service, destroy it: two deployments may fence each other’s primary.',
          false,
        ),
      ];
    case 'foreign-ahead':
      return [
        fault(
          'ForeignClaim',
          about,
          `${name}: expected an epoch below ${claimant.epoch}, ${found}, ${whose}`,
          `Only one deployment may move a service. Destroy the other one, if it still exists. ${removeClaim(name)}`,
        ),
      ];
    case 'ahead':
      return [
        fault('ClaimAhead', about, `${name}: expected an epoch below ${claimant.epoch}, ${found}`, removeClaim(name)),
      ];
    case 'absurd':
      return [
        fault(
          'ClaimAhead',
          about,
          `${name}: ${found}, which is too high to be a count of recoveries and to be exceeded`,
          removeClaim(name),
        ),
      ];
  }
};

const highTtl = ({ states, ttlSeconds: expected }: TrafficFacts): readonly Fault[] =>
  states.flatMap(({ name, ttlSeconds = 0 }) =>
    ttlSeconds <= expected
      ? []
      : [
          fault(
            'TtlTooHigh',
            `the TTL of ${name}`,
            `${name}: expected a TTL of at most ${expected} s, found ${ttlSeconds} s: after a move, resolvers may return the old address for this long`,
            `Set the TTL of the A record of ${name} to ${expected} now: it takes effect only when earlier answers have expired.`,
            ttlSeconds > HIGHEST_TTL_SECONDS,
          ),
        ],
  );

export const failedIn = (checks: readonly Check[]): readonly FailedCheck[] =>
  checks.filter((check): check is FailedCheck => check.result === 'failed');

/** One line for each check that failed or was not possible; one that passed if nothing failed. */
export const trafficChecks = (facts: TrafficFacts): readonly Check[] => {
  const { names, states, delegations, claimant } = facts;
  const need = 'traffic' as const;
  const faults = [
    ...[...outsideZone(facts), ...unfitRecords(facts), ...delegatedElsewhere(facts)],
    ...[...states.flatMap((state) => claimFault(state, claimant)), ...fullZone(facts), ...highTtl(facts)],
  ];
  const unchecked = [
    ...(facts.zone ? [] : [{ about: 'the zone itself', reason: facts.zoneUnasked ?? 'it was not read' }]),
    ...delegations
      .filter(({ verdict }) => verdict === 'not-checked')
      .map(({ name, message }) => ({ about: `the delegation of ${name}`, reason: message })),
  ];
  const ours = delegations.flatMap(({ verdict, message }) =>
    verdict === 'ours' || verdict === 'exempt' ? [message] : [],
  );
  const about = `the records of ${names.join(', ')}`;
  return [
    ...faults.map((one): FailedCheck => ({ need, result: 'failed', ...one })),
    ...unchecked.map((one) => ({ need, result: 'not-checked' as const, ...one })),
    ...(faults.some(({ alarms }) => alarms)
      ? []
      : [{ need, about, result: 'passed' as const, message: ['Twinbox can read and move them', ...ours].join('; ') }]),
  ];
};
