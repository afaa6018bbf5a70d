// API accounts that an appliance refused, shared by captures and inspections: a refused version of a secret is not
// tried again for hours, since repeated attempts may lock the account. Another version is tried at once. Pure.

export interface RefusedAccount {
  /** Where it was presented: address and port. */
  readonly at: string;
  readonly secret: string;
  readonly versionId: string;
  /** ISO time of the last refusal. */
  readonly since: string;
}

/** The appliance may change while the secret does not, so the account is tried four times a day. */
export const REFUSAL_REST_MS = 6 * 60 * 60_000;

/** More than a pair can have: two appliances, the accounts of either, two versions of each. */
const MOST_REMEMBERED = 20;

type Account = Pick<RefusedAccount, 'at' | 'secret' | 'versionId'>;

const isOf = (account: Account) => (one: Account) =>
  one.at === account.at && one.secret === account.secret && one.versionId === account.versionId;

/** The refusal because of which this account is not tried yet; a time in the future is ignored. */
export const restingRefusal = (
  refused: readonly RefusedAccount[],
  account: Account,
  nowMs: number,
): RefusedAccount | undefined =>
  refused.find((one) => {
    const ageMs = nowMs - Date.parse(one.since);
    return isOf(account)(one) && ageMs < REFUSAL_REST_MS && ageMs > -REFUSAL_REST_MS;
  });

/** Newest first; one entry per account. */
export const withRefusal = (refused: readonly RefusedAccount[], refusal: RefusedAccount): readonly RefusedAccount[] =>
  [refusal, ...refused.filter((one) => !isOf(refusal)(one))].slice(0, MOST_REMEMBERED);

/** Undefined if nothing changes. */
export const withoutRefusal = (
  refused: readonly RefusedAccount[],
  account: Account,
): readonly RefusedAccount[] | undefined => {
  const rest = refused.filter((one) => !isOf(account)(one));
  return rest.length === refused.length ? undefined : rest;
};
