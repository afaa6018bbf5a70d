// Inspect's part about users: could they be moved? It queries the zone and public DNS every quarter of an hour, a few
// pairs a minute. In between, the last result holds.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { peerOf } from '../../contract/settings/pair-settings.ts';
import { isFresh } from '../../domain/admission/lease.ts';
import type { Inspection } from '../../domain/inspection/inspection.ts';
import { isTrafficDue, knownDelegations, type TrafficInspected } from '../../domain/inspection/traffic-inspected.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import { type CheckTrafficTools, checkTraffic } from '../pairs/check-traffic.ts';
import type { PairReading } from '../pairs/read-pairs.ts';

export interface InspectTrafficTools extends CheckTrafficTools {
  readonly records: Pick<PairRecords, 'read'>;
  readonly clock: Clock;
}

/** Route 53 accepts five requests a second for a whole account, so the other pairs follow in later minutes. */
const MOST_AT_ONCE = 2;
const TIMEOUT_MS = 25_000;

const askNow = async (
  tools: InspectTrafficTools,
  { settings, record }: PairReading,
  last: TrafficInspected | undefined,
): Promise<TrafficInspected | undefined> => {
  const direction = { kind: 'failover', from: record.primary, to: peerOf(settings, record.primary).name } as const;
  const askedAt = new Date(tools.clock.nowMs()).toISOString();
  const now = { record };
  const [asked] = await Promise.allSettled([
    checkTraffic(tools, settings, direction, async () => {
      now.record = (await tools.records.read(settings)).record;
      return { epoch: now.record.epoch + 1, fresh: isFresh(now.record) };
    }),
  ]);
  // A recovery that began meanwhile may have changed the zone during the reads.
  if (now.record.lease !== undefined || now.record.epoch !== record.epoch) return last;
  if (asked.status === 'fulfilled') {
    const { checks, delegations } = asked.value;
    return { askedAt, checks, delegations: knownDelegations(delegations, last, askedAt) };
  }
  const about = `the records of ${settings.service.names.join(', ')}`;
  const reason = describeFailure(asked.reason).message;
  const checks = [{ need: 'traffic', about, result: 'not-checked', reason }] as const;
  return { askedAt, checks, delegations: last?.delegations ?? [] };
};

export type InspectTraffic = (
  reading: PairReading,
  previous: Inspection | undefined,
) => Promise<TrafficInspected | undefined>;

/** One pair's silent name servers must not delay another pair's metrics. */
const inTime = async (
  clock: Clock,
  asked: Promise<TrafficInspected | undefined>,
  otherwise: TrafficInspected | undefined,
) => {
  const limit = clock.deadline(TIMEOUT_MS);
  const late = new Promise<TrafficInspected | undefined>((resolve) =>
    limit.addEventListener('abort', () => resolve(otherwise), { once: true }),
  );
  return Promise.race([asked, late]);
};

/** Make one for each run of Inspect. Never throws: what could not be read is reported as not checked. */
export const trafficInspector = (tools: InspectTrafficTools): InspectTraffic => {
  let asking = 0;
  return async (reading, previous) => {
    const { record } = reading;
    const last = previous?.primary === record.primary ? previous.traffic : undefined;
    const isTurn = asking < MOST_AT_ONCE && record.lease === undefined && isTrafficDue(last, tools.clock.nowMs());
    if (!isTurn) return last;
    asking += 1;
    // Never decremented: the pairs without a turn get one in the next minute.
    return inTime(tools.clock, askNow(tools, reading, last), last);
  };
};
