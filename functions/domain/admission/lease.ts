// The lease: the sole right to run a recovery of this pair, and until when one of the owner's functions may still run.
// Pure; `nowMs` is the store's own time.

import { Failure } from '../failure/failure.ts';
import type { NamedRestorePoint } from '../model/named-restore-point.ts';
import type { Recovery } from '../model/recovery.ts';
import type { Hold, LastRecovery, Lease, PairRecord, RecoveryOutcome } from '../record/pair-record.ts';

/**
 * Slack for the store's Date header (whole seconds, already under way when we read it) and for the end of an
 * invocation.
 */
const SLACK_MS = 10_000;

/** What identifies a recovery as the owner of the lease. */
export type LeaseClaim = Pick<Recovery, 'recoveryId' | 'owner' | 'epoch'>;

/** The lease of this record is no longer ours. */
export class LeaseLostError extends Failure {
  constructor(message: string) {
    super('LeaseLostError', message);
  }
}

const lost = (record: PairRecord, claim: LeaseClaim): LeaseLostError =>
  new LeaseLostError(
    `epoch ${claim.epoch} of ${claim.recoveryId} has lost the lease of ${record.pair}: the record is at epoch ${record.epoch}${record.lease ? `, held by ${record.lease.recoveryId}` : ', held by nobody'}`,
  );

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Whether the recovery holds the lease. */
export const holdsLease = (record: PairRecord, claim: LeaseClaim): boolean =>
  record.lease?.owner === claim.owner && record.lease.epoch === claim.epoch && record.epoch === claim.epoch;

const ownLease = (record: PairRecord, claim: LeaseClaim): Lease => {
  const { lease } = record;
  if (!lease || !holdsLease(record, claim)) throw lost(record, claim);
  return lease;
};

/**
 * Before acting: the invocation may run until `aliveUntilMs`. Never shortens the lease: a state that timed out does not
 * stop its function, which may outlive the next state.
 * @throws LeaseLostError
 */
export const renewLease = (record: PairRecord, claim: LeaseClaim, aliveUntilMs: number): PairRecord => {
  const lease = ownLease(record, claim);
  const notAfterMs = Math.max(aliveUntilMs + SLACK_MS, Date.parse(lease.notAfter));
  return { ...record, lease: { ...lease, notAfter: isoOf(notAfterMs) } };
};

/** After acting: the invocation is over. @throws LeaseLostError */
export const settleLease = (record: PairRecord, claim: LeaseClaim, nowMs: number): PairRecord => {
  const lease = ownLease(record, claim);
  return { ...record, lease: { ...lease, notAfter: isoOf(nowMs + SLACK_MS) } };
};

/** Whether a function of the owner may still run. */
export const mayBeAlive = (lease: Lease, nowMs: number): boolean => nowMs <= Date.parse(lease.notAfter);

/** The requester of the lease, and what is known of the present holder. */
export interface LeaseRequest extends Pick<Recovery, 'recoveryId' | 'owner' | 'kind' | 'dryRun'> {
  /** Latest end of the requesting invocation: the store's time plus the remaining time, in ms since 1970. */
  readonly aliveUntilMs: number;
  /** Whether the execution of the present holder still runs; false if nobody holds the lease. */
  readonly ownerIsRunning: boolean;
  /** Epoch of a claim in the zone from before this record: a fresh record starts above it. */
  readonly zoneEpoch?: number;
  /** True if the record is fresh and the zone could not be read. */
  readonly zoneUnread?: boolean;
  /** The restore point that a person named. */
  readonly named?: NamedRestorePoint;
}

export type LeaseAnswer =
  /** Write `record`; its epoch is the recovery's own. */
  | { readonly answer: 'taken'; readonly record: PairRecord }
  /** Another recovery has it and is running. */
  | { readonly answer: 'held'; readonly by: Lease }
  /**
   * No recovery is running, but a function of an ended one may still run until then (ISO time): try again afterwards.
   */
  | { readonly answer: 'quiet'; readonly until: string };

/** Whether no claim of this record can be in the zone: no recovery has begun, or none that could read the zone. */
export const isFresh = ({ epoch, zoneUnread }: Pick<PairRecord, 'epoch' | 'zoneUnread'>): boolean =>
  epoch === 0 || zoneUnread === true;

/**
 * Takes the lease under a new epoch. A repeated request of the same owner gets the same epoch, so a lost answer is
 * harmless. Leaves a hold unchanged: `mayStart` decides whether it blocks, and the end of the recovery replaces it.
 */
export const takeLease = (record: PairRecord, request: LeaseRequest, nowMs: number): LeaseAnswer => {
  const { lease } = record;
  if (lease?.owner === request.owner && lease.recoveryId === request.recoveryId) {
    return { answer: 'taken', record: renewLease(record, lease, request.aliveUntilMs) };
  }
  if (lease && request.ownerIsRunning) return { answer: 'held', by: lease };
  const quiet = [lease?.notAfter, record.leaseBlockedUntil].filter(
    (until) => until !== undefined && nowMs <= Date.parse(until),
  );
  const [until] = quiet.toSorted((one, other) => Date.parse(other ?? '') - Date.parse(one ?? ''));
  if (until !== undefined) return { answer: 'quiet', until };
  const fresh = isFresh(record);
  const raised =
    fresh && request.zoneEpoch !== undefined && request.zoneEpoch > record.epoch ? request.zoneEpoch : undefined;
  const epoch = (raised ?? record.epoch) + 1;
  const { leaseBlockedUntil: _passed, zoneUnread: _read, ...rest } = record;
  const taken: Lease = {
    owner: request.owner,
    epoch,
    notAfter: isoOf(request.aliveUntilMs + SLACK_MS),
    recoveryId: request.recoveryId,
    kind: request.kind,
    dryRun: request.dryRun,
    ...(raised !== undefined && { raisedAbove: raised }),
    ...(request.named && { named: request.named }),
  };
  const zoneUnread = fresh && request.zoneUnread === true;
  return { answer: 'taken', record: { ...rest, epoch, ...(zoneUnread && { zoneUnread }), lease: taken } };
};

/** How a recovery ended. */
export interface LeaseEnd {
  readonly outcome: RecoveryOutcome;
  /** The hold after a halt. Without it, the record has no hold afterwards, unless `keepHold`. */
  readonly hold?: Hold;
  /** True if an older hold remains, because this recovery did not resolve it. */
  readonly keepHold?: boolean;
  /** Latest end of the invocation that ends it, in ms since 1970. */
  readonly aliveUntilMs: number;
}

/**
 * Gives the lease back. Nobody may take it until the last of the recovery's functions has certainly ended.
 * @throws LeaseLostError
 */
export const endLease = (record: PairRecord, claim: LeaseClaim, end: LeaseEnd, nowMs: number): PairRecord => {
  const { notAfter, recoveryId, kind, epoch } = ownLease(record, claim);
  const { lease: _ended, question: _asked, answer: _given, confirmed: _word, hold: earlier, ...rest } = record;
  const hold = end.hold ?? (end.keepHold ? earlier : undefined);
  const lastRecovery: LastRecovery = { recoveryId, kind, outcome: end.outcome, epoch, endedAt: isoOf(nowMs) };
  const leaseBlockedUntil = isoOf(Math.max(Date.parse(notAfter), end.aliveUntilMs + SLACK_MS));
  return { ...rest, ...(hold && { hold }), lastRecovery, leaseBlockedUntil };
};
