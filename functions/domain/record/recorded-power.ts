// The power part of the pair record. Each field is absent until it is first known.
import type { Check } from '../model/readiness-check.ts';
import type { NotedTargets } from '../power/target.ts';

/** The last power reading of both appliances, as checks of the needs of a fence. */
export interface PowerReadingNote {
  /** ISO time. */
  readonly at: string;
  /** Assigned primary at that time. */
  readonly primary: string;
  readonly checks: readonly Check[];
}

/** The version of a secret that a controller refused; never the secret itself. */
export interface RefusedPower {
  readonly secret: string;
  readonly versionId: string;
}

export interface RecordedPower {
  /** The machine behind each power method, noted while all was well. */
  readonly powerTargets?: NotedTargets;
  /** By appliance: power readings do not try these again; Fence tries each once. */
  readonly refusedPower?: Readonly<Record<string, readonly RefusedPower[]>>;
  readonly powerReading?: PowerReadingNote;
}
