// What a pair record holds of power. Each part is left out until it is first known.
import type { Check } from '../model/readiness-check.ts';
import type { NotedTargets } from '../power/target.ts';

/** What reading the power of both came to, as checks of what a fence needs. */
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
  /** Which machine stood behind each method to switch an appliance off, while all was well. */
  readonly powerTargets?: NotedTargets;
  /** By appliance: readings do not try these again; Fence tries each once. */
  readonly refusedPower?: Readonly<Record<string, readonly RefusedPower[]>>;
  readonly powerReading?: PowerReadingNote;
}
