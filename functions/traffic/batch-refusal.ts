// InvalidChangeBatch is one code with many meanings; what it means stands in its messages. Pure. Wordings after Route 53's own, as
// seen in public reports (github.com/kubernetes-sigs/external-dns/issues/3203, github.com/DNSControl/dnscontrol/issues/1114); that
// the zone's quota is told in the words of the batch's quota is assumed, and a full zone would decide it.
import { type Failure, failure } from '../domain/failure/failure.ts';

/** `stale`: the zone is not as it was read, so reading it again helps. Nothing else is cured by that. */
export type RefusalKind = 'stale' | 'full' | 'outside' | 'conflict' | 'unknown';

const KINDS: readonly (readonly [RefusalKind, RegExp])[] = [
  ['outside', /not permitted in zone/i],
  ['full', /\blimit\b[^;]{0,200}\bexceeded|exceeded\b[^;]{0,80}\blimit/i],
  ['conflict', /conflicts with other records/i],
  ['stale', /already exists|was not found|do(?:es)? not match/i],
];

/** @param text all messages of the refusal. A cause that reading again does not cure goes before one that it does. */
export const refusalOf = (text: string): RefusalKind => KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';

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
        'RecordUnfit',
        said,
        'Leave exactly one A record at the name, and at its mark (_twinbox.<name>) nothing but the TXT record.',
        refused,
      );
    case 'stale':
      return failure(
        'RecordChanged',
        `the zone refused our change ${times} times: ${refused.message}`,
        'Somebody keeps changing the record. Find out who, stop it, then go on.',
        refused,
      );
    case 'unknown':
      return failure('ChangeRefused', said, undefined, refused);
  }
};
