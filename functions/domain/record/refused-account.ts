// API accounts that an appliance refused, as captures and inspections remember them together: a version of a secret that was refused is
// left alone for hours, since an appliance may lock an account that is tried again and again. Another version is tried at once. Pure.

export interface RefusedAccount {
  /** Where it was presented: address and port. */
  readonly at: string;
  readonly secret: string;
  readonly versionId: string;
  /** ISO time of the last refusal. */
  readonly since: string;
}

/** The appliance itself may have been changed meanwhile, without a change of the secret: it is asked four times a day. */
export const REFUSAL_REST_MS = 6 * 60 * 60_000;

/** More than a pair can have: two appliances, the accounts of either, two versions of each. */
const MOST_REMEMBERED = 20;

type Account = Pick<RefusedAccount, 'at' | 'secret' | 'versionId'>;

const isOf = (account: Account) => (one: Account) =>
  one.at === account.at && one.secret === account.secret && one.versionId === account.versionId;

/** The refusal for which this account is still left alone; a time that has not come yet is none of ours. */
export const restingRefusal = (refused: readonly RefusedAccount[], account: Account, nowMs: number): RefusedAccount | undefined =>
  refused.find((one) => {
    const ageMs = nowMs - Date.parse(one.since);
    return isOf(account)(one) && ageMs < REFUSAL_REST_MS && ageMs > -REFUSAL_REST_MS;
  });

/** The newest first; those of an account are one. */
export const withRefusal = (refused: readonly RefusedAccount[], refusal: RefusedAccount): readonly RefusedAccount[] =>
  [refusal, ...refused.filter((one) => !isOf(refusal)(one))].slice(0, MOST_REMEMBERED);

/** Undefined where nothing changes. */
export const withoutRefusal = (refused: readonly RefusedAccount[], account: Account): readonly RefusedAccount[] | undefined => {
  const rest = refused.filter((one) => !isOf(account)(one));
  return rest.length === refused.length ? undefined : rest;
};
