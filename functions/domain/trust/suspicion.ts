// Why a backup is suspect: kept and alarmed, never chosen by itself, until a person or a drill makes it good. Pure.

/** One word a kind: manifests hold it, and what people were notified goes by it. */
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

/** What a restore that was checked refutes: a file that was cut does not restore. Of what is missing in it a restore says nothing. */
const REFUTED_BY_DRILL: readonly string[] = ['end-not-proven'] satisfies readonly SuspicionKind[];

interface Suspect {
  readonly suspect?: string;
  readonly suspicions?: readonly string[];
}

/** Whether a drill may restore it, and so make it good. */
export const mayBeDrilled = ({ suspect, suspicions = [] }: Suspect): boolean =>
  suspect !== undefined && suspicions.length > 0 && suspicions.every((kind) => REFUTED_BY_DRILL.includes(kind));
