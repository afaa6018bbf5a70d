// Decides whether a requested recovery gets the lease now, must try again, or ends here, and in which direction it
// goes. Pure, so that it can run inside the conditional write that takes the lease.

import type { NamedRestorePoint } from '../model/named-restore-point.ts';
import type { Recovery } from '../model/recovery.ts';
import type { Lease, PairRecord } from '../record/pair-record.ts';
import { mayStart, type StartPolicy } from '../recovery/decision.ts';
import { type Direction, directionOfKind } from '../recovery/direction.ts';
import { mayBeAlive, takeLease } from './lease.ts';
import { preempts } from './preemption.ts';
import { isFailover, makesRoom, reserve, withoutReservation } from './reservation.ts';

export interface AdmissionRequest extends Pick<Recovery, 'recoveryId' | 'owner' | 'kind' | 'dryRun' | 'trigger'> {
  /** The lease holder whose execution was checked; undefined if nobody held the lease. */
  readonly ownerAsked: string | undefined;
  readonly ownerIsRunning: boolean;
  /** True if what has the lease and is preempted may run to its end. */
  readonly ownerMayFinishFirst?: boolean;
  /** The restore point that a person named. */
  readonly named?: NamedRestorePoint;
  /** True if a switchover has the lease and can no longer be preempted. */
  readonly ownerIsCommitted?: boolean;
  /** Of a planned move: the appliance that it leads to. */
  readonly to?: string | undefined;
  /** Of a reprotect: a person says that the data of the quarantined appliance is saved. */
  readonly isSalvaged?: boolean | undefined;
  /** In ms since 1970. */
  readonly aliveUntilMs: number;
}

export type Admission =
  | {
      readonly answer: 'recover';
      readonly record: PairRecord;
      readonly epoch: number;
      readonly direction: Direction;
      readonly evidence: readonly string[];
    }
  /** Write `record`, if there is one, and try again. */
  | { readonly answer: 'again'; readonly reason: string; readonly record?: PairRecord }
  /** Write `record`, then stop the drill that has the lease, and try again. */
  | { readonly answer: 'preempt'; readonly record: PairRecord; readonly owner: string; readonly reason: string }
  | { readonly answer: 'ended'; readonly block: string; readonly reason: string };

/** Delays the next automatic fence. */
const withFenceTried = (record: PairRecord, nowMs: number): PairRecord =>
  record.quarantined
    ? { ...record, quarantined: { ...record.quarantined, fencedAgainAt: new Date(nowMs).toISOString() } }
    : record;

/** A reprotect lifts the quarantine: from here on that appliance is the standby, which may be restored over. */
const begun = (record: PairRecord, { kind, dryRun }: AdmissionRequest, nowMs: number): PairRecord => {
  if (kind === 'fence') return withFenceTried(record, nowMs);
  if (kind !== 'reprotect' || dryRun) return record;
  const { quarantined: _salvaged, ...rest } = record;
  return rest;
};

const preemptOwner = (
  record: PairRecord,
  lease: Lease,
  { recoveryId, ownerMayFinishFirst }: AdmissionRequest,
): Extract<Admission, { answer: 'again' | 'preempt' }> => {
  if (ownerMayFinishFirst) {
    const reason = `the ${lease.kind} ${lease.recoveryId} is restoring the backup that a failover would restore; the failover waits for its end`;
    const isNoted = lease.awaitedBy !== undefined;
    return {
      answer: 'again',
      reason,
      ...(!isNoted && { record: { ...record, lease: { ...lease, awaitedBy: recoveryId } } }),
    };
  }
  return {
    answer: 'preempt',
    record: { ...record, lease: { ...lease, preemptedBy: recoveryId } },
    owner: lease.owner,
    reason: `Twinbox stops the ${lease.kind} ${lease.recoveryId} and waits until its last function has certainly ended`,
  };
};

/** Never takes a lease that is not closed out: only its hold says how far that recovery got, and what may go on. */
const awaitsClosing = (lease: Lease, nowMs: number): string =>
  mayBeAlive(lease, nowMs)
    ? `the execution of ${lease.recoveryId} has ended, and its last function may still run until ${lease.notAfter}`
    : `the execution of ${lease.recoveryId} has ended; this recovery waits until it is closed out`;

const admitAsked = (
  record: PairRecord,
  request: AdmissionRequest,
  { policy, appliances }: { readonly policy: StartPolicy; readonly appliances: readonly string[] },
  nowMs: number,
): Admission => {
  const { lease } = record;
  const ours = lease?.owner === request.owner && lease.recoveryId === request.recoveryId;
  const { trigger, kind, dryRun, to: toward, isSalvaged } = request;
  const asked = { trigger, kind, dryRun, to: toward, isSalvaged };
  const start = ours
    ? { action: 'start' as const, evidence: ['this recovery has the lease already'] }
    : mayStart(record, asked, policy, nowMs);
  if (!ours && lease && lease.owner !== request.ownerAsked)
    return { answer: 'again', reason: 'the lease has just passed to another recovery' };
  const room = ours ? undefined : makesRoom(record, request, nowMs);
  if (room) return { answer: 'ended', ...room };
  const before =
    !ours &&
    lease !== undefined &&
    request.ownerIsRunning &&
    !lease.dryRun &&
    request.ownerIsCommitted !== true &&
    preempts(request, lease);
  if (!ours && lease && request.ownerIsRunning && !before) {
    // These end soon, and a failover must not end because of one.
    const what = lease.dryRun ? 'the dry run' : 'the fence';
    if ((lease.dryRun || lease.kind === 'fence') && !request.dryRun && request.kind !== 'fence')
      return { answer: 'again', reason: `the recovery waits for ${what} ${lease.recoveryId} to end` };
    return {
      answer: 'ended',
      block: 'another recovery has it',
      reason: `recovery ${lease.recoveryId} has the lease and is running: ${lease.owner}`,
    };
  }
  if (start.action === 'refuse') return { answer: 'ended', block: start.block, reason: start.reason };
  if (before && lease) return preemptOwner(record, lease, request);
  if (!ours && lease) return { answer: 'again', reason: awaitsClosing(lease, nowMs) };
  const taken = takeLease(record, request, nowMs);
  if (taken.answer === 'held') return { answer: 'again', reason: `${taken.by.recoveryId} has the lease` };
  if (taken.answer === 'quiet') {
    return { answer: 'again', reason: `a function of an ended recovery may still run until ${taken.until}` };
  }
  // If the lease was ours already, its direction applies: the roles may have changed since.
  const direction = directionOfKind(request.kind, record, appliances);
  const { from = direction.from, to = direction.to } = taken.record.lease ?? {};
  const sided = taken.record.lease ? { ...taken.record, lease: { ...taken.record.lease, from, to } } : taken.record;
  const used = ours ? sided : withoutReservation(sided, request, nowMs);
  const next = begun(used, request, nowMs);
  return { answer: 'recover', record: next, epoch: next.epoch, direction: { from, to }, evidence: start.evidence };
};

/** A waiting failover reserves the next lease, whatever else is started meanwhile. */
export const admit = (...asked: Parameters<typeof admitAsked>): Admission => {
  const admission = admitAsked(...asked);
  const [record, request, , nowMs] = asked;
  const waits = admission.answer === 'again' || admission.answer === 'preempt';
  if (!waits || !isFailover(request)) return admission;
  return { ...admission, record: reserve(admission.record ?? record, request, nowMs) };
};
