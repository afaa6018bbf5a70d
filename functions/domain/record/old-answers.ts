// How long caches may still lead users to the old address. What counts is the TTL of the record that was replaced, which nobody can
// read any more once it was: so it is noted before. Pure.

/** The record that sent users to the old primary: caches may keep it for its TTL after it was replaced. */
export interface ReplacedRecord {
  readonly recoveryId: string;
  /** ISO time at which the move began. */
  readonly at: string;
  /** Appliance to which users were moved. */
  readonly to: string;
  /** The longest TTL of all names. */
  readonly ttlSeconds: number;
}

export interface OldRecords {
  /** The records as they were before anything was changed. */
  readonly before: readonly { readonly ttlSeconds?: number }[];
  /** Of the record that the move itself read and replaced. */
  readonly replacedTtlSeconds?: number | undefined;
  /** What an earlier run of the same move noted. */
  readonly noted?: ReplacedRecord | undefined;
}

/** The longest of all TTLs that a cache may hold; undefined where none is known. */
export const oldTtlOf = ({ before, replacedTtlSeconds, noted }: OldRecords): number | undefined => {
  const known = [...before.map(({ ttlSeconds }) => ttlSeconds), replacedTtlSeconds, noted?.ttlSeconds];
  const seconds = known.filter((one) => one !== undefined);
  return seconds.length > 0 ? Math.max(...seconds) : undefined;
};

/** What was noted, as long as caches may still lead users away from `to`. `nowMs` in ms since 1970. */
export const stillCached = (noted: ReplacedRecord | undefined, to: string, nowMs: number): ReplacedRecord | undefined =>
  noted?.to === to && Date.parse(noted.at) + noted.ttlSeconds * 1000 > nowMs ? noted : undefined;
