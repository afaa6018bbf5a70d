// The interface to the findings of the last inspection of a pair, for the status and for the next inspection.
import type { Inspection } from '../../domain/inspection/inspection.ts';

export interface Inspections {
  /** Undefined if there is none, or if it cannot be read: the next one comes within a minute. */
  read(pair: string): Promise<Inspection | undefined>;
  /** The last writer wins. */
  write(inspection: Inspection): Promise<void>;
}
