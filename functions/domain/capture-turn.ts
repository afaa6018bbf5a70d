// The turn of one capture: a box makes one backup at a time, and the watcher is patient with a box that makes one. Pure.

export interface CaptureTurn {
  /** Unique per capture. */
  readonly captureId: string;
  /** The box that is captured. */
  readonly appliance: string;
  /** ISO time. */
  readonly startedAt: string;
  /** ISO time: the latest moment at which it can still be under way; when it has ended, the moment of its end. */
  readonly notAfter: string;
}

/** Whether that capture may still be under way. */
export const isInFlight = (turn: CaptureTurn, nowMs: number): boolean => nowMs < Date.parse(turn.notAfter);

/** Whether that turn keeps this one waiting: one box makes one backup at a time, and what another box makes is nothing to it. */
export const standsInTheWay = (there: CaptureTurn, turn: CaptureTurn): boolean =>
  there.appliance === turn.appliance && isInFlight(there, Date.parse(turn.startedAt));
