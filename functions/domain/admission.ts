// Whether a request to recover gets the lease now, must ask again, or ends here, and with which sides. Pure, so that it can be
// asked inside the conditional write that takes the lease.
import { mayStart, type StartPolicy } from './decision.ts';
import { takeLease } from './lease.ts';
import type { PairRecord } from './pair-record.ts';
import type { Recovery } from './recovery.ts';
import { type Sides, sidesOf } from './sides.ts';

export interface AdmissionRequest extends Pick<Recovery, 'recoveryId' | 'owner' | 'kind' | 'dryRun' | 'trigger'> {
  /** Holder of the lease whose execution was asked about; undefined where nobody held it. */
  readonly askedAbout: string | undefined;
  readonly ownerIsRunning: boolean;
  /** In ms since 1970. */
  readonly aliveUntilMs: number;
}

export type Admission =
  | {
      readonly answer: 'recover';
      readonly record: PairRecord;
      readonly epoch: number;
      readonly sides: Sides;
      readonly evidence: readonly string[];
    }
  | { readonly answer: 'again'; readonly because: string }
  | { readonly answer: 'ended'; readonly block: string; readonly because: string };

export const admit = (
  record: PairRecord,
  request: AdmissionRequest,
  { policy, appliances }: { readonly policy: StartPolicy; readonly appliances: readonly string[] },
  nowMs: number,
): Admission => {
  const { lease } = record;
  const ours = lease?.owner === request.owner && lease.recoveryId === request.recoveryId;
  const asked = { trigger: request.trigger, kind: request.kind, dryRun: request.dryRun };
  const start = ours
    ? { action: 'start' as const, evidence: ['the lease is ours already'] }
    : mayStart(record, asked, policy, nowMs);
  if (!ours && lease && lease.owner !== request.askedAbout)
    return { answer: 'again', because: 'the lease has just changed hands' };
  if (!ours && lease && request.ownerIsRunning) {
    // A dry run is over in a moment, and an outage must not end because of one.
    if (lease.dryRun && !request.dryRun) return { answer: 'again', because: `waits for the dry run ${lease.recoveryId} to end` };
    return {
      answer: 'ended',
      block: 'another recovery has it',
      because: `recovery ${lease.recoveryId} has the lease and runs: ${lease.owner}`,
    };
  }
  if (start.action === 'refuse') return { answer: 'ended', block: start.block, because: start.reason };
  const taken = takeLease(record, request, nowMs);
  if (taken.answer === 'held') return { answer: 'again', because: `${taken.by.recoveryId} has the lease` };
  if (taken.answer === 'quiet') {
    return { answer: 'again', because: `a function of an ended recovery may be alive until ${taken.until}` };
  }
  // Where the lease was ours already, its own sides stand: the roles may have changed since.
  const sides = sidesOf(record, appliances);
  const { from = sides.from, to = sides.to } = taken.record.lease ?? {};
  const next = taken.record.lease ? { ...taken.record, lease: { ...taken.record.lease, from, to } } : taken.record;
  return { answer: 'recover', record: next, epoch: next.epoch, sides: { from, to }, evidence: start.evidence };
};
