// The turn of one capture: an appliance makes one backup at a time, and the watcher is patient with an appliance that makes one. Pure.

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

/** A capture's function lives no longer; the clocks of two functions differ by less than a minute. */
const LONGEST_MS = 15 * 60_000;
const CLOCK_SLACK_MS = 60_000;

/** Whether that capture may still be under way. One that says that it will be for years, or that it begins tomorrow, is none. */
export const isInFlight = ({ startedAt, notAfter }: CaptureLease, nowMs: number): boolean => {
  const startedMs = Date.parse(startedAt);
  return startedMs <= nowMs + CLOCK_SLACK_MS && nowMs < Math.min(Date.parse(notAfter), startedMs + LONGEST_MS);
};

/** Whether that turn keeps this one waiting: one appliance makes one backup at a time, and what another appliance makes is nothing to it. */
export const blocksCapture = (there: CaptureLease, turn: CaptureLease): boolean =>
  there.appliance === turn.appliance && isInFlight(there, Date.parse(turn.startedAt));
