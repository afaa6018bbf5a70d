// The lease of one capture: an appliance makes one backup at a time, and the watcher allows it more time meanwhile.
// Pure.

export interface CaptureLease {
  /** Unique per capture. */
  readonly captureId: string;
  /** The appliance that is captured. */
  readonly appliance: string;
  /** ISO time. */
  readonly startedAt: string;
  /** ISO time: the latest moment at which it can still be under way; when it has ended, the moment of its end. */
  readonly notAfter: string;
}

/** Longest run of a capture's function; the clocks of two functions differ by less than a minute. */
const LONGEST_MS = 15 * 60_000;
const CLOCK_SLACK_MS = 60_000;

/** Whether that capture may still be under way. A start in the future or an excessive end is ignored. */
export const isInFlight = ({ startedAt, notAfter }: CaptureLease, nowMs: number): boolean => {
  const startedMs = Date.parse(startedAt);
  return startedMs <= nowMs + CLOCK_SLACK_MS && nowMs < Math.min(Date.parse(notAfter), startedMs + LONGEST_MS);
};

/** Whether that lease blocks this one: only captures of the same appliance block each other. */
export const blocksCapture = (there: CaptureLease, turn: CaptureLease): boolean =>
  there.appliance === turn.appliance && isInFlight(there, Date.parse(turn.startedAt));
