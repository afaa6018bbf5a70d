// Inspect: every minute, for every pair, it checks whether the standby could take over now, whether the two appliances
// match, how long their certificates are valid, what the last read-back found, and whether users could be moved. It
// only reads. It is a separate function, so that an appliance that hangs never delays the watcher's rounds.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import type { LatestValues } from '../../contract/runtime/latest-value.ts';
import { METRICS } from '../../contract/runtime/metrics.ts';
import { peerOf } from '../../contract/settings/pair-settings.ts';
import type { ReadBack } from '../../domain/backup/backup-verification.ts';
import { failure } from '../../domain/failure/failure.ts';
import { findingsOf, type Inspection, inspectionOf } from '../../domain/inspection/inspection.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import { plainDeep } from '../../domain/text/plain-text.ts';
import type { MetricPoint, Metrics } from '../../platform/metrics.ts';
import { type PairReading, type PairTools, pairsUnreadable, readPair } from '../pairs/read-pairs.ts';
import { type ReadReadinessTools, readReadiness } from '../readiness/read-readiness.ts';
import { type SeePeopleTools, seePeople } from './inspect-people.ts';
import { type InspectTraffic, type InspectTrafficTools, trafficInspector } from './inspect-traffic.ts';
import { seeVault, type VaultSource } from './inspect-vault.ts';
import { type ProbeApplianceTools, probeAppliance } from './probe-appliance.ts';

export interface InspectTools
  extends PairTools,
    ProbeApplianceTools,
    SeePeopleTools,
    Pick<ReadReadinessTools, 'slowChecks'>,
    Pick<InspectTrafficTools, 'traffic'> {
  readonly backups: VaultSource;
  readonly inspections: LatestValues<Inspection>;
  readonly readBacks: Pick<LatestValues<ReadBack>, 'read'>;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

export interface InspectResult {
  /** One sentence per finding, or one that says that there is none. */
  readonly evidence: readonly string[];
}

/**
 * StandbyUnfit needs a standby that was probed at least once or is quarantined. OutOfParity needs two appliances that
 * reported.
 */
const pointsOf = (inspection: Inspection, notReady: boolean | undefined): readonly MetricPoint[] => {
  const { at, standbyFindings, standbyAskedAt, parityFindings, readBackFindings, certificateDays } = inspection;
  const point = (name: string, value: number): MetricPoint => ({ name, value, at, highResolution: false });
  const any = (findings: Inspection['standbyFindings']): number => (findings.some(({ alarms }) => alarms) ? 1 : 0);
  const known = standbyAskedAt !== undefined || standbyFindings.some(({ alarms }) => alarms);
  return [
    ...(known ? [point(METRICS.standbyUnfit, any(standbyFindings))] : []),
    ...(parityFindings ? [point(METRICS.outOfParity, any(parityFindings))] : []),
    ...(readBackFindings ? [point(METRICS.readBackFailed, any(readBackFindings))] : []),
    ...(certificateDays === undefined ? [] : [point(METRICS.certificateDays, certificateDays)]),
    ...(notReady === undefined ? [] : [point(METRICS.notReady, notReady ? 1 : 0)]),
  ];
};

/** Power is read every hour. */
const POWER_STALE_MS = 3 * 3_600_000;

/** A failed read omits only the findings that depend on it. */
const orNothing = async <T>(read: Promise<T>): Promise<T | undefined> => {
  const [answer] = await Promise.allSettled([read]);
  return answer.status === 'fulfilled' ? answer.value : undefined;
};

/** Another function read the power. A reading that is too old, or from before the roles changed, does not count. */
const powerChecksOf = ({ powerReading, primary }: PairReading['record'], nowMs: number): readonly Check[] =>
  powerReading?.primary === primary && nowMs - Date.parse(powerReading.at) < POWER_STALE_MS ? powerReading.checks : [];

const inspectPair = async (
  tools: InspectTools,
  reading: PairReading,
  inspectTraffic: InspectTraffic,
): Promise<Inspection> => {
  const { settings, record } = reading;
  const { name: pair, service, watch, policy } = settings;
  const standby = peerOf(settings, record.primary).name;
  // Do not query an appliance that a recovery restores right now, nor a quarantined one.
  const asksStandby = record.lease === undefined && record.quarantined?.appliance !== standby;
  const asked = orNothing(tools.inspections.read(pair));
  const seeing = Promise.all([
    probeAppliance(tools, settings, record, record.primary),
    asksStandby ? probeAppliance(tools, settings, record, standby) : undefined,
  ]);
  const [[primarySeen, standbySeen], vault, previous, readBack, traffic, people] = await Promise.all([
    seeing,
    seeing.then(([ofPrimary, ofStandby]) =>
      orNothing(seeVault(tools, { pair, record, standby, ofPrimary, ofStandby })),
    ),
    asked,
    orNothing(tools.readBacks.read(pair).then((last) => (last ? { last } : {}))),
    asked.then((last) => inspectTraffic(reading, last)),
    asked.then((last) => seePeople(tools, pair, last?.people)),
  ]);
  const inspection = inspectionOf({
    pair,
    checks: powerChecksOf(record, tools.clock.nowMs()),
    record,
    standby,
    primarySeen,
    ...(standbySeen && { standbySeen }),
    ...(vault && { vault }),
    ...(previous && { previous }),
    ...(readBack && { readBack }),
    ...(traffic && { traffic }),
    ...(people && { people }),
    serviceNames: service.names,
    warnDays: watch.certificateDays,
    soakDays: policy.soakDays,
    nowMs: tools.clock.nowMs(),
  });
  return plainDeep(inspection);
};

/** Tries both, even if one fails. @throws what the first of them threw */
const keep = async (
  tools: InspectTools,
  { settings, record, nowMs }: PairReading,
  inspection: Inspection,
): Promise<void> => {
  const { metrics, inspections } = tools;
  const { alarms } = await readReadiness(tools, { settings, record, nowMs, inspection });
  const points = pointsOf(inspection, alarms);
  const put = points.length > 0 ? metrics.put(inspection.pair, points) : undefined;
  for (const answer of await Promise.allSettled([put, inspections.write(inspection.pair, inspection)])) {
    if (answer.status === 'rejected') throw answer.reason;
  }
};

const sayOf = (inspection: Inspection): readonly string[] => {
  const found = findingsOf(inspection).map(({ name, message }) => `${inspection.pair}: ${name}: ${message}`);
  if (found.length > 0) return found;
  const unchecked = (inspection.checks ?? []).flatMap(({ result, about }) => (result === 'not-checked' ? [about] : []));
  const rest = unchecked.length > 0 ? ` in what was checked; not checked: ${unchecked.join(', ')}` : '';
  return [`${inspection.pair}: no problem found${rest}`];
};

/** Less than the function's time, so that a pair that hangs can still be reported. */
const PAIR_TIMEOUT_MS = 40_000;

type Outcome = { readonly evidence: readonly string[]; readonly failed: boolean } | 'unreadable';

/** @throws InspectFailed once the signal aborts, without waiting for the work */
const inTime = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = (): void =>
      reject(
        failure(
          'InspectFailed',
          'the inspection did not finish in time',
          'Check whether S3 and the appliances answer.',
        ),
      );
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });

/** Safe to run twice. @throws InspectFailed, PairsUnreadable after all other pairs are done */
export const inspect = (tools: InspectTools) => async (): Promise<InspectResult> => {
  // Pairs are independent: none waits for another's settings, appliance or deadline.
  const one = async (pair: string, signal: AbortSignal): Promise<Outcome> => {
    try {
      const reading = await inTime(readPair(tools, pair), signal).catch((error: unknown) => {
        unreadable.push(`${pair}: ${describeFailure(error).message}`);
      });
      if (!reading) return 'unreadable';
      const inspection = await inTime(inspectPair(tools, reading, inspectTraffic), signal);
      await inTime(keep(tools, reading, inspection), signal);
      return { evidence: sayOf(inspection), failed: false };
    } catch (error) {
      return { evidence: [`${pair}: ${describeFailure(error).message}`], failed: true };
    }
  };
  const inspectTraffic = trafficInspector(tools);
  const unreadable: string[] = [];
  const outcomes = await Promise.all(
    tools.settings.pairs().map((pair) => one(pair, tools.clock.deadline(PAIR_TIMEOUT_MS))),
  );
  const notified = outcomes.filter((outcome) => outcome !== 'unreadable');
  const evidence = notified.flatMap((outcome) => outcome.evidence);
  if (notified.some(({ failed }) => failed)) {
    throw failure('InspectFailed', evidence.join('; '));
  }
  if (unreadable.length > 0) throw pairsUnreadable(unreadable);
  return { evidence };
};
