// What a person confirms to a running recovery: for now, that the old primary cannot serve. Pure.
import type { FenceConfirmed } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';
import type { Confirmation } from '../record/pair-standing.ts';

export interface ConfirmRequest extends Pick<Confirmation, 'what' | 'recoveryId' | 'by' | 'how'> {}

export type Confirming = { readonly record: PairRecord; readonly message: string } | { readonly fault: string };

const isOf = (one: Confirmation, run: Pick<Confirmation, 'recoveryId' | 'epoch'>): boolean =>
  one.recoveryId === run.recoveryId && one.epoch === run.epoch;

/** What was confirmed to this run; the last word counts. */
export const confirmationOf = (
  { confirmed = [] }: Pick<PairRecord, 'confirmed'>,
  run: Pick<Confirmation, 'recoveryId' | 'epoch'>,
  what: Confirmation['what'],
): FenceConfirmed | undefined => {
  const found = confirmed.findLast((one) => one.what === what && isOf(one, run));
  return found && { by: found.by, how: found.how };
};

/** The run that halted meanwhile does not read it any more: its hold says how to go on. */
const endedFault = ({ hold, pair }: PairRecord, recoveryId: string): string =>
  hold?.recoveryId === recoveryId
    ? `recoveryId: ${recoveryId} has halted; continue with ${JSON.stringify({ pair, kind: 'continue', by: 'your name', how: 'how you know it' })}`
    : `recoveryId: no recovery of ${pair} is running, found ${recoveryId}`;

export const confirming = (record: PairRecord, request: ConfirmRequest, nowMs: number): Confirming => {
  const { what, recoveryId, by, how } = request;
  const { lease, confirmed = [] } = record;
  if (!lease) return { fault: endedFault(record, recoveryId) };
  if (lease.recoveryId !== recoveryId)
    return { fault: `recoveryId: expected ${lease.recoveryId}, which is running, found ${recoveryId}` };
  if (lease.kind !== 'failover' || lease.dryRun)
    return {
      fault: `recoveryId: ${recoveryId} is a ${lease.dryRun ? 'dry run' : lease.kind}, which fences no primary`,
    };
  const { epoch } = lease;
  const others = confirmed.filter((one) => one.what !== what && isOf(one, lease));
  const at = new Date(nowMs).toISOString();
  return {
    record: { ...record, confirmed: [...others, { what, recoveryId, epoch, by, how, at }] },
    message: `${by} confirms to ${recoveryId} that ${lease.from ?? 'the old primary'} cannot serve: ${how}. Fence compares it with the power controllers`,
  };
};
