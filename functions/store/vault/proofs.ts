// The interface to the proofs: one for each backup that was restored and checked, written once.
import type { Proof } from '../../domain/record/pair-record.ts';

export interface Proofs {
  /** Writes it, unless this backup was proven before: then the first proof stays. */
  write(pair: string, proof: Proof): Promise<void>;
}
