// Whether our claim, just written, is seen where the world asks. It decides before the fence: afterwards it would be too late to find
// that we write one place and the world asks another. Pure.

/** What the servers to which the world is sent (ip:port) say of our claim beside one name. */
export interface ClaimSeen {
  readonly name: string;
  readonly shown: readonly string[];
  /** Answered with authority, without our claim. */
  readonly against: readonly string[];
  /** Gave no answer that counts. */
  readonly silent: readonly string[];
}

/** `again`: too early to tell. `not-checked`: nobody could be asked, which is never a reason to refuse. */
export type ClaimVerdict = 'shown' | 'again' | 'refused' | 'not-checked';

export interface ClaimJudgement {
  readonly verdict: ClaimVerdict;
  readonly evidence: readonly string[];
}

/** Servers take over a change within a minute: https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html */
export const SPREAD_SECONDS = 60;
/** A question may be lost on its way; a second one hardly ever is. */
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

/** @param isSpread whether the change is INSYNC since a minute, so that whoever lacks it is not merely late. */
export const judgeClaim = (seen: readonly ClaimSeen[], isSpread: boolean, attempt: number): ClaimJudgement => {
  const verdicts = seen.map((one) => judgeName(one, isSpread, attempt));
  const message = ({ name, shown, against, silent }: ClaimSeen, index: number): string => {
    if (verdicts[index] === 'not-checked')
      return `the claim beside ${name} was not checked where the world asks: no answer from ${list(silent)}`;
    const rest = [
      ...(against.length > 0 ? [`${list(against)} answer without it`] : []),
      ...(silent.length > 0 ? [`${list(silent)} do not answer`] : []),
    ];
    return [`the claim beside ${name} is shown by ${list(shown)}`, ...rest].join('; ');
  };
  return { verdict: ORDER.find((one) => verdicts.includes(one)) ?? 'shown', evidence: seen.map(message) };
};
