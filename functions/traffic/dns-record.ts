// Moves users by the A record of each service name in a Route 53 zone, under a mark that carries the epoch. Every write is
// one atomic batch of exact DELETEs and CREATEs: a run that stalled between reading and writing is refused by the zone itself.
import type { Route53Client } from '@aws-sdk/client-route-53';
import { NamedError } from '../contract/named-error.ts';
import type { PairSettings } from '../contract/pair-settings.ts';
import { missingChanges, type Stage } from './change-batch.ts';
import { claimNameOf } from './claim-text.ts';
import { type NameRecords, nameRecords } from './name-records.ts';
import { type DnsQuestions, networkDns } from './name-servers.ts';
import { BatchRefused, route53Zone, type Zone, ZoneBusy } from './route53-zone.ts';
import { isSettled } from './settled.ts';
import type { NameReading, Traffic, TrafficAnswer, TrafficOrder } from './traffic.ts';

/** Time for one question or write, retries included: well inside the function's 30 s. */
const BUDGET_MS = 20_000;
/** A zone that changes under our hands more often than this is not ours. */
const MAX_WRITES = 3;

const signalNow = (): AbortSignal => AbortSignal.timeout(BUDGET_MS);

const zoneOf = (client: Pick<Route53Client, 'send'>, settings: PairSettings): Zone => {
  const [zone] = settings.traffic.zones;
  if (!zone) throw new RangeError(`pair ${settings.name} names no zone`);
  return route53Zone(client, zone.id);
};

/** One after the other: Route 53 takes five requests a second for a whole account. */
const readNames = async (zone: Zone, settings: PairSettings, signal: AbortSignal): Promise<readonly NameRecords[]> => {
  const found: NameRecords[] = [];
  for (const name of settings.service.names) {
    const marks = await zone.list(claimNameOf(name), signal);
    const here = await zone.list(name, signal);
    found.push(nameRecords(name, here, marks));
  }
  return found;
};

const changed = (refused: BatchRefused): NamedError =>
  new NamedError(
    'RecordChanged',
    `the zone refused our change ${MAX_WRITES} times: ${refused.message}`,
    'Somebody keeps changing the record. Find out who, stop it, then go on.',
    refused,
  );

const writeUntilOurs = async (zone: Zone, order: TrafficOrder, stage: Stage): Promise<TrafficAnswer> => {
  const signal = signalNow();
  const done = `${order.settings.service.names.join(', ')}: ${stage} for ${order.to} under epoch ${order.epoch}`;
  let refused: BatchRefused | undefined;
  for (let writes = 0; ; writes += 1) {
    const missing = missingChanges(await readNames(zone, order.settings, signal), order, stage);
    if (missing.length === 0) return { status: 'done', evidence: `${done}; it already stood there` };
    if (refused && writes >= MAX_WRITES) throw changed(refused);
    try {
      const changeId = await zone.change(missing, `Twinbox ${order.recoveryId} epoch ${order.epoch} ${stage}`, signal);
      return { status: 'done', ...(changeId === undefined ? {} : { changeId }), evidence: done };
    } catch (error) {
      if (!(error instanceof BatchRefused)) throw error;
      refused = error;
    }
  }
};

const readings = async (zone: Zone, settings: PairSettings): Promise<readonly NameReading[]> => {
  try {
    return (await readNames(zone, settings, signalNow())).map(({ reading }) => reading);
  } catch (error) {
    if (!(error instanceof ZoneBusy)) throw error;
    throw new NamedError('TrafficUnreachable', `Route 53 is busy: ${error.message}`, 'Ask again in a minute.', error);
  }
};

const orBusy = async (answer: Promise<TrafficAnswer>): Promise<TrafficAnswer> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ZoneBusy) return { status: 'busy', evidence: `Route 53 is busy: ${error.message}` };
    throw error;
  }
};

/** Traffic by A records. The client should be made with few attempts: the workflow asks again by itself. */
export const dnsRecordTraffic = (client: Pick<Route53Client, 'send'>, dns: DnsQuestions = networkDns): Traffic => ({
  read: (settings) => readings(zoneOf(client, settings), settings),
  claim: (order) => orBusy(writeUntilOurs(zoneOf(client, order.settings), order, 'claimed')),
  move: (order) => orBusy(writeUntilOurs(zoneOf(client, order.settings), order, 'moved')),
  settled: (order, changeId) => isSettled(zoneOf(client, order.settings), dns, order, changeId, signalNow()),
});
