// What an existing claim beside a name means for the recovery that wants to write its own. Epochs grow within one
// deployment; those of another deployment are unrelated. Pure.

/** A recovery per hour for a hundred years: no pair reaches this, so a higher epoch is no count of recoveries. */
export const HIGHEST_EPOCH = 1_000_000;

export interface ClaimRead {
  readonly epoch: number;
  readonly recoveryId: string;
  /** The deployment that wrote it; claims of older versions do not name it. */
  readonly deployment?: string;
  /** True if that is not ours. */
  readonly foreign?: boolean;
}

/** The recovery that wants to claim: the running one, or the next one. */
export interface Claimant {
  readonly epoch: number;
  readonly recoveryId?: string;
  /** True if no claim of ours can be in the zone yet, so that Begin starts above any claim there. */
  readonly fresh: boolean;
}

/**
 * `ahead`: our own, or of an older version, under an epoch that the recovery cannot exceed. `absurd`: an epoch that
 * nobody can exceed. `foreign`: of another deployment, below the recovery. `foreign-ahead`: of another deployment,
 * above the recovery.
 */
export type ClaimStanding = 'none' | 'below' | 'ahead' | 'absurd' | 'foreign' | 'foreign-ahead';

export const standingOf = (claim: ClaimRead | undefined, claimant: Claimant): ClaimStanding => {
  if (!claim || (claim.epoch === claimant.epoch && claim.recoveryId === claimant.recoveryId))
    return claim ? 'below' : 'none';
  const isAhead = claim.epoch >= claimant.epoch;
  if (isAhead && claim.epoch >= HIGHEST_EPOCH) return 'absurd';
  // A claim that does not name its deployment cannot be ours if we never wrote one.
  if (claim.foreign || (claimant.fresh && isAhead)) return isAhead && !claimant.fresh ? 'foreign-ahead' : 'foreign';
  return isAhead ? 'ahead' : 'below';
};

/** The epoch above which a recovery must start, from the claims in the zone; undefined if there is none to exceed. */
export const epochToPass = (claims: readonly (ClaimRead | undefined)[]): number | undefined => {
  const epochs = claims.flatMap((claim) => (claim && claim.epoch < HIGHEST_EPOCH ? [claim.epoch] : []));
  return epochs.length > 0 ? Math.max(...epochs) : undefined;
};
