// The lease: who alone may run a recovery of this pair, and until when one of the owner's functions may still be alive.
// Pure; `nowMs` is the store's own time.
import type { Lease, PairRecord } from './pair-record.ts';
import type { Recovery } from './recovery.ts';

/** Slack for clocks and for the end of an invocation. */
const SLACK_MS = 10_000;

/** The lease of this record is not ours any more. `name` is the string that the workflow matches. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly hint = 'A newer recovery runs or has run. Look at its report; this one has done nothing since.';
}

const lost = (record: PairRecord, recovery: Recovery): LeaseLostError =>
  new LeaseLostError(
    `epoch ${recovery.epoch} of ${recovery.recoveryId} has lost the lease of ${record.pair}: the record stands at epoch ${record.epoch}${record.lease ? `, held by ${record.lease.recoveryId}` : ', held by nobody'}`,
  );

/** Whether the recovery holds the lease. */
export const holdsLease = (record: PairRecord, recovery: Recovery): boolean =>
  record.lease?.owner === recovery.owner && record.lease.epoch === recovery.epoch && record.epoch === recovery.epoch;

const withNotAfter = (record: PairRecord, recovery: Recovery, notAfterMs: number): PairRecord => {
  const { lease } = record;
  if (!lease || !holdsLease(record, recovery)) throw lost(record, recovery);
  return { ...record, lease: { ...lease, notAfter: new Date(notAfterMs).toISOString() } };
};

/** Before acting: the running invocation may be alive until `aliveUntilMs`. @throws LeaseLostError */
export const renewLease = (record: PairRecord, recovery: Recovery, aliveUntilMs: number): PairRecord =>
  withNotAfter(record, recovery, aliveUntilMs + SLACK_MS);

/** After acting: the invocation is over. @throws LeaseLostError */
export const settleLease = (record: PairRecord, recovery: Recovery, nowMs: number): PairRecord =>
  withNotAfter(record, recovery, nowMs + SLACK_MS);

/** Whether a function of the owner may still be alive. */
export const mayBeAlive = (lease: Lease, nowMs: number): boolean => nowMs <= Date.parse(lease.notAfter);
