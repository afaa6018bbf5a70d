// The answer of a DNS server to one query.

/** A referral to the servers of a child zone. */
export interface Referral {
  readonly zone: string;
  /** `addresses` holds those that the answer itself contained. */
  readonly servers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

export interface DnsAnswer {
  /** NOERROR, NXDOMAIN, SERVFAIL, REFUSED... */
  readonly rcode: string;
  /** Whether the answer is authoritative. */
  readonly authoritative: boolean;
  /** IPv4 addresses; empty for TXT queries and if there is none. */
  readonly addresses: readonly string[];
  /** The joined strings of each record, because RFC 1035 allows a long text to be split. */
  readonly texts: readonly string[];
  /** The smallest TTL among the answers. */
  readonly ttlSeconds?: number;
  /** Name of the zone whose SOA is in the answer; '' is the root. */
  readonly apex?: string;
  /** Set if the server only refers to others. */
  readonly referral?: Referral;
}

export interface DnsChoices {
  /** Whether the server may query others, as a resolver does. */
  readonly recursive?: boolean;
}

/** Whether `name` is `zone` or lies in it. Both in lower case without a final dot; '' is the root. */
export const isWithin = (name: string, zone: string): boolean =>
  zone === '' || name === zone || name.endsWith(`.${zone}`);
