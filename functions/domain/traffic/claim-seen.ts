// Whether the public name servers show the claim that we just wrote. Checked before the fence: afterwards it would be
// too late to find that we write to one zone and resolvers query another. Pure.

/** The answers of the delegated servers (ip:port) about our claim beside one name. */
export interface ClaimSeen {
  readonly name: string;
  readonly shown: readonly string[];
  /** Authoritative answer without our claim. */
  readonly against: readonly string[];
  /** No usable answer. */
  readonly silent: readonly string[];
}

/** `again`: too early to say. `not-checked`: no server answered, which is never a reason to refuse. */
export type ClaimVerdict = 'shown' | 'again' | 'refused' | 'not-checked';

export interface ClaimJudgement {
  readonly verdict: ClaimVerdict;
  readonly evidence: readonly string[];
}

/**
 * Servers apply a change within a minute: https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html
 */
export const SPREAD_SECONDS = 60;
/** One query may get lost; two rarely do. */
const ASKED_ENOUGH = 2;

const list = (servers: readonly string[]): string => servers.join(', ') || 'none';

const judgeName = ({ shown, against, silent }: ClaimSeen, isSpread: boolean, attempt: number): ClaimVerdict => {
  const all = shown.length + against.length + silent.length;
  if (shown.length > all / 2 || (shown.length > 0 && against.length === 0)) return 'shown';
  if (against.length === 0) return attempt < ASKED_ENOUGH ? 'again' : 'not-checked';
  if (!isSpread) return 'again';
  return shown.length > against.length ? 'shown' : 'refused';
};

const ORDER: readonly ClaimVerdict[] = ['refused', 'again', 'not-checked', 'shown'];

/** @param isSpread whether the change has been INSYNC for a minute, so that a server without it is not merely late. */
export const judgeClaim = (seen: readonly ClaimSeen[], isSpread: boolean, attempt: number): ClaimJudgement => {
  const verdicts = seen.map((one) => judgeName(one, isSpread, attempt));
  const message = ({ name, shown, against, silent }: ClaimSeen, index: number): string => {
    if (verdicts[index] === 'not-checked')
      return `the claim beside ${name} could not be checked on the public name servers: no answer from ${list(silent)}`;
    const rest = [
      ...(against.length > 0 ? [`${list(against)} answer without it`] : []),
      ...(silent.length > 0 ? [`${list(silent)} do not answer`] : []),
    ];
    return [`the claim beside ${name} is shown by ${list(shown)}`, ...rest].join('; ');
  };
  return { verdict: ORDER.find((one) => verdicts.includes(one)) ?? 'shown', evidence: seen.map(message) };
};
