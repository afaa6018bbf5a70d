// When a standby that refused the account of a backup is asked again: it may still be taking it over, but an appliance may also lock an
// account that is presented again and again. So the distance doubles, and the last attempt always asks. Pure.

/** Refusals in a row, and the attempt of the last one. */
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
