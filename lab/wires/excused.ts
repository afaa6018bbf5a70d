// Wires that no story can miss, each with a reason that a reviewer accepts. An excuse that excuses nothing is an error: it goes when its
// wire goes, or when a story learns to miss it.

export interface Excuse {
  /** Fits the ids of the mutations that it excuses. */
  readonly fits: RegExp;
  readonly reason: string;
}

export const EXCUSES: readonly Excuse[] = [];
