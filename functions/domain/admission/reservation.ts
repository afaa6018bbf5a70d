// Other requests must not keep a failover from the lease: the waiting failover gets the next lease, and the number of
// dry runs per hour is limited. Pure.

import type { Recovery } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';

type Asking = Pick<Recovery, 'recoveryId' | 'kind' | 'dryRun'>;

/** Six attempts of Begin: a waiting failover renews its reservation, one that is gone loses it. */
const RESERVED_MS = 60_000;

const HOUR_MS = 3_600_000;
/** Dry runs of a pair per hour. */
const MOST_DRY_RUNS = 12;

export const isFailover = ({ kind, dryRun }: Pick<Asking, 'kind' | 'dryRun'>): boolean =>
  kind === 'failover' && !dryRun;

/** The record with the next lease reserved for this failover. */
export const reserve = (record: PairRecord, { recoveryId }: Pick<Asking, 'recoveryId'>, nowMs: number): PairRecord => ({
  ...record,
  reserved: { recoveryId, until: new Date(nowMs + RESERVED_MS).toISOString() },
});

/** The failover that this request must wait for; a reservation longer than any of ours is ignored. */
const reservedFor = ({ reserved }: PairRecord, asking: Asking, nowMs: number): string | undefined => {
  if (!reserved || isFailover(asking) || reserved.recoveryId === asking.recoveryId) return undefined;
  const leftMs = Date.parse(reserved.until) - nowMs;
  return leftMs > 0 && leftMs <= RESERVED_MS ? reserved.recoveryId : undefined;
};

const dryRunsOf = ({ dryRuns = [] }: PairRecord, nowMs: number): readonly string[] =>
  dryRuns.filter((at) => nowMs - Date.parse(at) < HOUR_MS && Date.parse(at) <= nowMs);

/** Why this request must start again later, if so. */
export const makesRoom = (
  record: PairRecord,
  asking: Asking,
  nowMs: number,
): { readonly block: string; readonly reason: string } | undefined => {
  const failover = reservedFor(record, asking, nowMs);
  if (failover !== undefined) {
    const reason = `the failover ${failover} waits for the lease and gets it next; start again when it has ended`;
    return { block: 'a failover waits', reason };
  }
  const latest = dryRunsOf(record, nowMs);
  if (!asking.dryRun || latest.length < MOST_DRY_RUNS) return undefined;
  const again = new Date(Date.parse(latest[0] ?? '') + HOUR_MS).toISOString();
  return {
    block: 'too many dry runs',
    reason: `${record.pair} has had ${latest.length} dry runs within an hour; the next one may start after ${again}`,
  };
};

/** The record after the lease is taken. */
export const withoutReservation = (
  record: PairRecord,
  { dryRun }: Pick<Asking, 'dryRun'>,
  nowMs: number,
): PairRecord => {
  const { reserved: _used, ...rest } = record;
  return dryRun
    ? { ...rest, dryRuns: [...dryRunsOf(record, nowMs), new Date(nowMs).toISOString()].slice(-MOST_DRY_RUNS) }
    : rest;
};
