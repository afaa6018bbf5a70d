// Prepare's part about users: checks before any change whether they could be moved. The last inspection counts if
// public DNS cannot be queried now.

import type { LatestValues } from '../../../contract/runtime/latest-value.ts';
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import type { Inspection } from '../../../domain/inspection/inspection.ts';
import type { DelegationKnown } from '../../../domain/inspection/traffic-inspected.ts';
import { type Check, describeCheck } from '../../../domain/model/readiness-check.ts';
import type { DelegationReading } from '../../../domain/traffic/delegation.ts';
import { type RefusedCheck, refuses } from '../../../domain/traffic/refused-checks.ts';
import { failedIn } from '../../../domain/traffic/traffic-checks.ts';
import { type CheckTrafficTools, checkTraffic } from '../../pairs/check-traffic.ts';
import type { PhaseContext } from '../phase-step.ts';

export interface ReadyTrafficTools extends CheckTrafficTools {
  readonly inspections: Pick<LatestValues<Inspection>, 'read'>;
}

export interface ReadyTraffic {
  readonly checks: readonly Check[];
  readonly evidence: readonly string[];
  readonly records: NonNullable<ResultOf<'Prepare'>['records']>;
}

const refusal = (failed: readonly RefusedCheck[], first: RefusedCheck): Failure => {
  const others = failed.filter((check) => check !== first).map(({ name, message }) => `${name}: ${message}`);
  const message = `users could not be moved: ${[first.message, ...others].join('; ')}`;
  return failure(first.name, message, `Traffic has not been moved. ${first.fix}`);
};

/** The last verdicts for names that could not be checked now. Empty if the store cannot be read. */
const lastVerdicts = async (
  { inspections }: ReadyTrafficTools,
  { name: pair, service }: PairSettings,
  now: readonly DelegationReading[],
): Promise<readonly DelegationKnown[]> => {
  const notified = now.filter(({ verdict }) => verdict !== 'not-checked').map(({ name }) => name);
  const open = service.names.filter((name) => !notified.includes(name));
  if (open.length === 0) return [];
  const [last] = await Promise.allSettled([inspections.read(pair)]);
  const known = last.status === 'fulfilled' ? (last.value?.traffic?.delegations ?? []) : [];
  return known.filter(({ name }) => open.includes(name));
};

/**
 * @throws DnsRecordUnfit, NameOutsideZone, ZoneFull, DelegationElsewhere, ForeignClaim, ClaimAhead, TrafficUnreachable
 */
export const readyTraffic = async (
  tools: ReadyTrafficTools,
  { settings, recovery }: PhaseContext,
): Promise<ReadyTraffic> => {
  const { epoch, recoveryId } = recovery;
  const claimant = { epoch, recoveryId, fresh: false };
  const { checks, delegations, readings } = await checkTraffic(tools, settings, recovery, async () => claimant);
  const failed = failedIn(checks).filter(refuses);
  const [first] = failed;
  if (first) throw refusal(failed, first);
  const last = await lastVerdicts(tools, settings, delegations);
  const against = last.find(({ verdict }) => verdict === 'elsewhere');
  if (against) {
    throw failure(
      'DelegationElsewhere',
      `users could not be moved, according to the inspection at ${against.at}: ${against.message}; Twinbox cannot check it again now`,
      'Traffic has not been moved. Compare the delegation of the name with the name servers of the hosted zone in the settings.',
    );
  }
  return {
    checks,
    evidence: [
      ...checks.map(describeCheck),
      ...last.map(({ at, message }) => `the last inspection that could check it, at ${at}, found: ${message}`),
    ],
    records: readings.map(({ name, ttlSeconds }) => ({ name, ...(ttlSeconds !== undefined && { ttlSeconds }) })),
  };
};
