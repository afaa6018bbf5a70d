// When to sign in again at a standby that refused the account of a backup. The standby may still be applying the
// backup, but repeated refusals may also lock the account. So the interval doubles, and the last attempt always signs
// in. Pure.

/** Consecutive refusals, and the attempt of the last one. */
export interface Refusals {
  readonly count: number;
  readonly attempt: number;
}

export const mayPresent = (refusals: Refusals | undefined, attempt: number, attempts: number): boolean =>
  refusals === undefined || attempt >= attempts || attempt >= refusals.attempt + 2 ** (refusals.count - 1);

export const oneMore = (refusals: Refusals | undefined, attempt: number): Refusals => ({
  count: (refusals?.count ?? 0) + 1,
  attempt,
});
