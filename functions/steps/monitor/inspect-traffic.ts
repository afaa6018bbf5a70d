// Inspect's part about users: could they be moved. It asks the zone and the world every quarter of an hour, a few pairs a minute,
// and between that what was found still stands.

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

/** Route 53 takes five requests a second of a whole account: what else this stack serves is asked in the minutes that follow. */
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
  // A recovery that has begun meanwhile changes the zone under our eyes.
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

export type InspectTraffic = (reading: PairReading, previous: Inspection | undefined) => Promise<TrafficInspected | undefined>;

/** One pair's silent name servers must not keep another's figures waiting. */
const inTime = async (clock: Clock, asked: Promise<TrafficInspected | undefined>, otherwise: TrafficInspected | undefined) => {
  const limit = clock.deadline(TIMEOUT_MS);
  const late = new Promise<TrafficInspected | undefined>((resolve) =>
    limit.addEventListener('abort', () => resolve(otherwise), { once: true }),
  );
  return Promise.race([asked, late]);
};

/** One for each inspection of all pairs. Never throws: what could not be asked was not checked. */
export const trafficInspector = (tools: InspectTrafficTools): InspectTraffic => {
  let asking = 0;
  return async (reading, previous) => {
    const { record } = reading;
    const last = previous?.primary === record.primary ? previous.traffic : undefined;
    const isTurn = asking < MOST_AT_ONCE && record.lease === undefined && isTrafficDue(last, tools.clock.nowMs());
    if (!isTurn) return last;
    asking += 1;
    // It is not given back: whoever has not had a turn gets one in the next minute.
    return inTime(tools.clock, askNow(tools, reading, last), last);
  };
};
