// Why a backup is suspect: it is kept and raises an alarm, but no recovery chooses it until a person or a drill makes
// it good. Pure.

/** One word per kind: manifests and notifications use it. */
export type SuspicionKind =
  | 'end-not-proven'
  | 'not-binary'
  | 'one-byte'
  | 'ends-in-message'
  | 'too-small'
  | 'no-totals'
  | 'shrunken'
  | 'fallen-totals';

export interface Suspicion {
  readonly kind: SuspicionKind;
  /** A clause that begins with the kind in words. */
  readonly reason: string;
}

/**
 * The kinds that a proven restore refutes: a truncated file does not restore. Other missing data a restore does not
 * reveal.
 */
const REFUTED_BY_DRILL: readonly string[] = ['end-not-proven'] satisfies readonly SuspicionKind[];

interface Suspect {
  readonly suspect?: string;
  readonly suspicions?: readonly string[];
}

/** Whether a drill may restore it and so make it good. */
export const mayBeDrilled = ({ suspect, suspicions = [] }: Suspect): boolean =>
  suspect !== undefined && suspicions.length > 0 && suspicions.every((kind) => REFUTED_BY_DRILL.includes(kind));
