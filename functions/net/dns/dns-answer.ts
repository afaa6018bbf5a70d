// What a DNS server says to one question.

/** Where a server sends whoever asks: to the servers of a zone further down. */
export interface Referral {
  readonly zone: string;
  /** `addresses` holds what the answer itself told of them. */
  readonly servers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

export interface DnsAnswer {
  /** NOERROR, NXDOMAIN, SERVFAIL, REFUSED... */
  readonly rcode: string;
  /** Whether the server speaks for the zone. */
  readonly authoritative: boolean;
  /** IPv4 addresses; empty for TXT questions and where there is none. */
  readonly addresses: readonly string[];
  /** Each record's strings joined, as RFC 1035 lets a long text be split. */
  readonly texts: readonly string[];
  /** The smallest TTL among the answers. */
  readonly ttlSeconds?: number;
  /** Name of the zone whose SOA goes with the answer; '' is the root. */
  readonly apex?: string;
  /** Set where the server knows nothing itself, but whom to ask. */
  readonly referral?: Referral;
}

export interface DnsChoices {
  /** Whether the server may ask others, as a resolver does. */
  readonly recursive?: boolean;
}

/** Whether `name` is `zone` or lies in it. Both in lower case without a final dot; '' is the root. */
export const isWithin = (name: string, zone: string): boolean => zone === '' || name === zone || name.endsWith(`.${zone}`);
