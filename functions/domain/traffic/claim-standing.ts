// What a claim beside a name means to the recovery that wants to write its own: the epochs of one deployment count on, those of another
// know nothing of ours. Pure.

/** A recovery an hour for a hundred years: no pair gets here, so whoever wrote more is not counting recoveries. */
export const HIGHEST_EPOCH = 1_000_000;

export interface ClaimRead {
  readonly epoch: number;
  readonly recoveryId: string;
  /** Which deployment wrote it; claims of older versions do not say. */
  readonly deployment?: string;
  /** True where that is another one than ours. */
  readonly foreign?: boolean;
}

/** The recovery that wants to claim: the running one, or the next one. */
export interface Claimant {
  readonly epoch: number;
  readonly recoveryId?: string;
  /** True where nothing of ours can have been in the zone yet, so that Begin goes above whatever stands there. */
  readonly fresh: boolean;
}

/**
 * `ahead`: our own, or of an older version, under an epoch that the recovery cannot go above. `absurd`: one that nobody can go above.
 * `foreign`: of another deployment, but below the recovery. `foreign-ahead`: of another deployment, and above it.
 */
export type ClaimStanding = 'none' | 'below' | 'ahead' | 'absurd' | 'foreign' | 'foreign-ahead';

export const standingOf = (claim: ClaimRead | undefined, claimant: Claimant): ClaimStanding => {
  if (!claim || (claim.epoch === claimant.epoch && claim.recoveryId === claimant.recoveryId)) return claim ? 'below' : 'none';
  const isAhead = claim.epoch >= claimant.epoch;
  if (isAhead && claim.epoch >= HIGHEST_EPOCH) return 'absurd';
  // One that says nothing of its deployment, and yet stands where ours was never written, cannot be ours.
  if (claim.foreign || (claimant.fresh && isAhead)) return isAhead && !claimant.fresh ? 'foreign-ahead' : 'foreign';
  return isAhead ? 'ahead' : 'below';
};

/** The epoch above which a recovery has to begin, by what stands in the zone; undefined where nothing does that one could go above. */
export const epochToPass = (claims: readonly (ClaimRead | undefined)[]): number | undefined => {
  const epochs = claims.flatMap((claim) => (claim && claim.epoch < HIGHEST_EPOCH ? [claim.epoch] : []));
  return epochs.length > 0 ? Math.max(...epochs) : undefined;
};
