// How long caches may still send users to the old address. That depends on the TTL of the replaced DNS record, which
// cannot be read afterwards, so it is noted before the change. Pure.

/** The replaced DNS record: caches may keep it for its TTL after the change. */
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
  /** The DNS records before any change. */
  readonly before: readonly { readonly ttlSeconds?: number }[];
  /** Of the DNS record that the move itself read and replaced. */
  readonly replacedTtlSeconds?: number | undefined;
  /** What an earlier run of the same move noted. */
  readonly noted?: ReplacedRecord | undefined;
}

/** The longest of all TTLs that a cache may hold; undefined if none is known. */
export const oldTtlOf = ({ before, replacedTtlSeconds, noted }: OldRecords): number | undefined => {
  const known = [...before.map(({ ttlSeconds }) => ttlSeconds), replacedTtlSeconds, noted?.ttlSeconds];
  const seconds = known.filter((one) => one !== undefined);
  return seconds.length > 0 ? Math.max(...seconds) : undefined;
};

/** The note, as long as caches may still send users away from `to`. `nowMs` in ms since 1970. */
export const stillCached = (
  noted: ReplacedRecord | undefined,
  to: string,
  nowMs: number,
): ReplacedRecord | undefined =>
  noted?.to === to && Date.parse(noted.at) + noted.ttlSeconds * 1000 > nowMs ? noted : undefined;
