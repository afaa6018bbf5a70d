// The interface to the proofs: one for each backup that was restored and checked. Written once.
import type { Proof } from '../../domain/record/pair-record.ts';

export interface Proofs {
  /** Writes the proof, unless this backup already has one: then the first stays. */
  write(pair: string, proof: Proof): Promise<void>;
}
