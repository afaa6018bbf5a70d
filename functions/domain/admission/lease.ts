// The lease: who alone may run a recovery of this pair, and until when one of the owner's functions may still be alive.
// Pure; `nowMs` is the store's own time.

import { Failure } from '../failure/failure.ts';
import type { Recovery } from '../model/recovery.ts';
import type { Hold, LastRecovery, Lease, PairRecord, RecoveryOutcome } from '../record/pair-record.ts';

/** Slack for the store's Date header (whole seconds, already under way when we read it) and for the end of an invocation. */
const SLACK_MS = 10_000;

/** What tells one recovery's right to the lease from another's. */
export type LeaseClaim = Pick<Recovery, 'recoveryId' | 'owner' | 'epoch'>;

/** The lease of this record is not ours any more. */
export class LeaseLostError extends Failure {
  constructor(message: string) {
    super('LeaseLostError', message);
  }
}

const lost = (record: PairRecord, claim: LeaseClaim): LeaseLostError =>
  new LeaseLostError(
    `epoch ${claim.epoch} of ${claim.recoveryId} has lost the lease of ${record.pair}: the record stands at epoch ${record.epoch}${record.lease ? `, held by ${record.lease.recoveryId}` : ', held by nobody'}`,
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
 * Before acting: the running invocation may be alive until `aliveUntilMs`. Never shortens, since a state that timed out does
 * not stop its function: that one may outlive the state after it.
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

/** Whether a function of the owner may still be alive. */
export const mayBeAlive = (lease: Lease, nowMs: number): boolean => nowMs <= Date.parse(lease.notAfter);

/** Who asks for the lease, and what is known of the one who has it. */
export interface LeaseRequest extends Pick<Recovery, 'recoveryId' | 'owner' | 'kind' | 'dryRun'> {
  /** When the invocation that asks ends at the latest: the store's now and what remains of it, in ms since 1970. */
  readonly aliveUntilMs: number;
  /** Whether the execution of the present holder still runs, asked before; false where nobody holds the lease. */
  readonly ownerIsRunning: boolean;
  /** Epoch of a claim in the zone that is not of this record's counting: where nothing of ours was ever there, it is gone above. */
  readonly zoneEpoch?: number;
  /** True where the zone could not be read though the record is fresh. */
  readonly zoneUnread?: boolean;
}

export type LeaseAnswer =
  /** Write `record`; its epoch is the recovery's own. */
  | { readonly answer: 'taken'; readonly record: PairRecord }
  /** Another recovery has it and runs. */
  | { readonly answer: 'held'; readonly by: Lease }
  /** Nobody runs, but a function of an ended recovery may be alive until then (ISO time): ask again afterwards. */
  | { readonly answer: 'quiet'; readonly until: string };

/** Whether nothing of this record can have been in the zone: no recovery has begun, or none that had read the zone. */
export const isFresh = ({ epoch, zoneUnread }: Pick<PairRecord, 'epoch' | 'zoneUnread'>): boolean =>
  epoch === 0 || zoneUnread === true;

/**
 * Takes the lease under a new epoch. Asking again as the same owner gives the same epoch, so a lost answer is harmless.
 * A hold stays as it is: whether it blocks is for `mayStart` to say, and whoever ends the recovery replaces it.
 */
export const takeLease = (record: PairRecord, request: LeaseRequest, nowMs: number): LeaseAnswer => {
  const { lease } = record;
  if (lease?.owner === request.owner && lease.recoveryId === request.recoveryId) {
    return { answer: 'taken', record: renewLease(record, lease, request.aliveUntilMs) };
  }
  if (lease && request.ownerIsRunning) return { answer: 'held', by: lease };
  const quiet = [lease?.notAfter, record.leaseBlockedUntil].filter((until) => until !== undefined && nowMs <= Date.parse(until));
  const [until] = quiet.toSorted((one, other) => Date.parse(other ?? '') - Date.parse(one ?? ''));
  if (until !== undefined) return { answer: 'quiet', until };
  const fresh = isFresh(record);
  const raised = fresh && request.zoneEpoch !== undefined && request.zoneEpoch > record.epoch ? request.zoneEpoch : undefined;
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
  };
  const zoneUnread = fresh && request.zoneUnread === true;
  return { answer: 'taken', record: { ...rest, epoch, ...(zoneUnread && { zoneUnread }), lease: taken } };
};

/** How a recovery ended. */
export interface LeaseEnd {
  readonly outcome: RecoveryOutcome;
  /** What is left after a halt; without it the record has no hold afterwards, unless `keepHold`. */
  readonly hold?: Hold;
  /** True where an older hold still stands, since this recovery changed nothing about it. */
  readonly keepHold?: boolean;
  /** When the invocation that ends it is over at the latest, in ms since 1970. */
  readonly aliveUntilMs: number;
}

/**
 * Gives the lease back: none may be taken until the last of the recovery's functions is surely over.
 * @throws LeaseLostError
 */
export const endLease = (record: PairRecord, claim: LeaseClaim, end: LeaseEnd, nowMs: number): PairRecord => {
  const { notAfter, recoveryId, kind, epoch } = ownLease(record, claim);
  const { lease: _ended, hold: earlier, ...rest } = record;
  const hold = end.hold ?? (end.keepHold ? earlier : undefined);
  const lastRecovery: LastRecovery = { recoveryId, kind, outcome: end.outcome, epoch, endedAt: isoOf(nowMs) };
  const leaseBlockedUntil = isoOf(Math.max(Date.parse(notAfter), end.aliveUntilMs + SLACK_MS));
  return { ...rest, ...(hold && { hold }), lastRecovery, leaseBlockedUntil };
};
