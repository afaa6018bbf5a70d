// InvalidChangeBatch is one code with many meanings; its messages name the cause. Pure. Uses Route 53's wording from
// public reports (github.com/kubernetes-sigs/external-dns/issues/3203, github.com/DNSControl/dnscontrol/issues/1114).
// That a full zone is reported like an oversized batch is an assumption.
import { type Failure, failure } from '../domain/failure/failure.ts';

/** `stale`: the zone has changed since it was read, so reading it again helps. It helps with no other kind. */
export type RefusalKind = 'stale' | 'full' | 'outside' | 'conflict' | 'unknown';

const KINDS: readonly (readonly [RefusalKind, RegExp])[] = [
  ['outside', /not permitted in zone/i],
  ['full', /\blimit\b[^;]{0,200}\bexceeded|exceeded\b[^;]{0,80}\blimit/i],
  ['conflict', /conflicts with other records/i],
  ['stale', /already exists|was not found|do(?:es)? not match/i],
];

/**
 * @param text all messages of the refusal. A cause that a new read does not fix takes precedence over one that it does.
 */
export const refusalOf = (text: string): RefusalKind =>
  KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';

/** The failure by which a refusal ends a claim or a move. */
export const refusalError = (refused: Error, times: number): Failure => {
  const said = `Route 53 refused the change: ${refused.message}`;
  switch (refusalOf(refused.message)) {
    case 'outside':
      return failure('NameOutsideZone', said, undefined, refused);
    case 'full':
      return failure('ZoneFull', said, undefined, refused);
    case 'conflict':
      return failure(
        'DnsRecordUnfit',
        said,
        'Keep exactly one A record at the name, and only the TXT record at its mark (_twinbox.<name>).',
        refused,
      );
    case 'stale':
      return failure(
        'DnsRecordChanged',
        `the zone refused our change ${times} times: ${refused.message}`,
        'Somebody keeps changing the DNS record. Find out who and stop it, then continue.',
        refused,
      );
    case 'unknown':
      return failure('ChangeRefused', said, undefined, refused);
  }
};
