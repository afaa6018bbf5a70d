// Moves users by the A record of each service name in a Route 53 zone, under a mark with the epoch. Every write is one
// atomic batch of exact DELETEs and CREATEs, so the zone itself refuses a run that stalled between reading and writing.
import type { Change, Route53Client } from '@aws-sdk/client-route-53';
import type { Clock } from '../contract/runtime/clock.ts';
import type { PairSettings } from '../contract/settings/pair-settings.ts';
import { failure } from '../domain/failure/failure.ts';
import { type RefusalKind, refusalError, refusalOf } from './batch-refusal.ts';
import { missingChanges, type Stage } from './change-batch.ts';
import { claimNameOf } from './claim-text.ts';
import { readDelegations, seeClaims } from './delegations.ts';
import { type NameRecords, nameRecords } from './name-records.ts';
import type { DnsQuestions } from './name-servers.ts';
import { BatchRefused, route53Zone, type Zone, ZoneBusy } from './route53-zone.ts';
import { isSettled } from './settled.ts';
import type { NameReading, Traffic, TrafficAnswer, TrafficOrder } from './traffic.ts';

/** Time for one read or write, including retries. A step can do one of each within the function's 30 s. */
const READ_MS = 20_000;
const WRITE_MS = 13_000;
const DNS_MS = 6_000;
/** Limit on how often the zone may change between our read and our write. */
const MAX_WRITES = 3;
/** Refusals after which the zone is read again: it may have changed, or the message is unknown. */
const RETRIED: ReadonlySet<RefusalKind> = new Set(['stale', 'unknown']);

export interface DnsRecordTools {
  readonly dns: DnsQuestions;
  readonly clock: Clock;
  /** Our deployment, which our claims name; if omitted, they do not. */
  readonly deployment?: string;
}

const zoneOf = (client: Pick<Route53Client, 'send'>, settings: PairSettings): Zone => {
  const [zone] = settings.traffic.zones;
  if (!zone) throw new RangeError(`pair ${settings.name} names no zone`);
  return route53Zone(client, zone.id);
};

/** Sequential: Route 53 allows five requests a second for a whole account. */
const readNames = async (zone: Zone, settings: PairSettings, signal: AbortSignal): Promise<readonly NameRecords[]> => {
  const found: NameRecords[] = [];
  for (const name of settings.service.names) {
    const marks = await zone.list(claimNameOf(name), signal);
    const here = await zone.list(name, signal);
    found.push(nameRecords(name, here, marks));
  }
  return found;
};

/** The longest time for which caches may keep the replaced records; undefined if the move replaces none. */
const replacedTtlOf = (records: readonly NameRecords[], missing: readonly Change[]): number | undefined => {
  const deletes = missing.some(({ Action, ResourceRecordSet: set }) => Action === 'DELETE' && set?.Type === 'A');
  return deletes ? Math.max(...records.map(({ address }) => address?.TTL ?? 0)) : undefined;
};

const writeUntilOurs = async (
  zone: Zone,
  order: TrafficOrder,
  stage: Stage,
  { clock, deployment }: DnsRecordTools,
): Promise<TrafficAnswer> => {
  const signal = clock.deadline(WRITE_MS);
  const done = `${order.settings.service.names.join(', ')}: ${stage} for ${order.to} under epoch ${order.epoch}`;
  let refused: BatchRefused | undefined;
  for (let writes = 0; ; writes += 1) {
    const records = await readNames(zone, order.settings, signal);
    const missing = missingChanges(records, order, stage, deployment);
    if (missing.length === 0) return { status: 'done', evidence: `${done}; it was already in place` };
    if (refused && writes >= MAX_WRITES) throw refusalError(refused, MAX_WRITES);
    try {
      const changeId = await zone.change(missing, `Twinbox ${order.recoveryId} epoch ${order.epoch} ${stage}`, signal);
      const replacedTtlSeconds = replacedTtlOf(records, missing);
      return {
        status: 'done',
        ...(changeId === undefined ? {} : { changeId }),
        ...(replacedTtlSeconds !== undefined && { replacedTtlSeconds }),
        evidence: done,
      };
    } catch (error) {
      if (!(error instanceof BatchRefused)) throw error;
      if (!RETRIED.has(refusalOf(error.message))) throw refusalError(error, 1);
      refused = error;
    }
  }
};

const orUnreachable = async <T>(question: Promise<T>): Promise<T> => {
  try {
    return await question;
  } catch (error) {
    if (!(error instanceof ZoneBusy)) throw error;
    throw failure('TrafficUnreachable', `Route 53 is busy: ${error.message}`, 'Try again in a minute.', error);
  }
};

/** A claim of an older version names no deployment; it does not count as foreign. */
const isForeign = ({ claim }: NameReading, deployment: string | undefined): boolean =>
  deployment !== undefined && claim?.deployment !== undefined && claim.deployment !== deployment;

const readings = async (
  zone: Zone,
  settings: PairSettings,
  { clock, deployment }: DnsRecordTools,
): Promise<readonly NameReading[]> =>
  (await readNames(zone, settings, clock.deadline(READ_MS))).map(({ reading }) => ({
    ...reading,
    ...(isForeign(reading, deployment) && { foreign: true }),
  }));

const orBusy = async (answer: Promise<TrafficAnswer>): Promise<TrafficAnswer> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ZoneBusy) return { status: 'busy', evidence: `Route 53 is busy: ${error.message}` };
    throw error;
  }
};

/**
 * Traffic by A records. Give the client few attempts: the workflow itself retries.
 */
export const dnsRecordTraffic = (client: Pick<Route53Client, 'send'>, tools: DnsRecordTools): Traffic => {
  const { dns, clock } = tools;
  const write = (order: TrafficOrder, stage: Stage): Promise<TrafficAnswer> =>
    orBusy(writeUntilOurs(zoneOf(client, order.settings), order, stage, tools));
  return {
    read: (settings) => orUnreachable(readings(zoneOf(client, settings), settings, tools)),
    zone: (settings) => orUnreachable(zoneOf(client, settings).facts(clock.deadline(READ_MS))),
    delegations: (settings, zone) => readDelegations(dns, settings, zone, clock.deadline(DNS_MS)),
    claim: (order) => write(order, 'claimed'),
    claimSeen: (order) => seeClaims(dns, order, clock.deadline(DNS_MS)),
    isInSync: async ({ settings }, changeId) => {
      const [notified] = await Promise.allSettled([zoneOf(client, settings).inSync(changeId, clock.deadline(DNS_MS))]);
      return notified.status === 'fulfilled' && notified.value;
    },
    move: (order) => write(order, 'moved'),
    settled: (order, changeId) =>
      isSettled({ zone: zoneOf(client, order.settings), dns, clock }, order, changeId, clock.deadline(READ_MS)),
  };
};
