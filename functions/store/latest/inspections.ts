// The interface to what the last inspection of a pair found: kept for whoever asks for the status, and for the inspection after it.
import type { Inspection } from '../../domain/inspection/inspection.ts';

export interface Inspections {
  /** Undefined where there is none, or none that can be read: the next one comes within a minute. */
  read(pair: string): Promise<Inspection | undefined>;
  /** The last writer wins. */
  write(inspection: Inspection): Promise<void>;
}
