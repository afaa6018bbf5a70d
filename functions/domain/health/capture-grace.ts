// An appliance that makes a backup may be too busy to answer. While one is under way the primary is put as down only after as many
// more failed rounds as the alarm itself needs, and never later than the capture's own end. A real death alarms all the same.
import { type CaptureLease, isInFlight } from '../model/capture-lease.ts';

/** Rounds in a row in which the primary was found down during one capture. */
export interface DownStreak {
  readonly captureId: string;
  readonly rounds: number;
  /** ISO time of the last of them. */
  readonly slot: string;
}

export interface CaptureGraceQuestion {
  readonly turn: CaptureLease;
  /** The assigned primary, found down in this round. */
  readonly primary: string;
  /** What was known before this round, from whichever watcher. */
  readonly before: DownStreak | undefined;
  /** ISO time of this round. */
  readonly slot: string;
  readonly nowMs: number;
  readonly failuresToAlarm: number;
}

export type CaptureGrace =
  | { readonly put: 1; readonly streak?: DownStreak }
  /** `because` notifies people why nothing is put of an appliance that was found down. */
  | { readonly put: 0; readonly streak: DownStreak; readonly reason: string };

/** One round of ten seconds may be missing between two that are in a row. */
const IN_A_ROW_MS = 20_000;

const roundsOf = ({ turn, before, slot }: CaptureGraceQuestion): number => {
  if (before?.captureId !== turn.captureId) return 1;
  const stepMs = Date.parse(slot) - Date.parse(before.slot);
  if (Math.abs(stepMs) > IN_A_ROW_MS) return 1;
  // Two watchers share a slot while one relieves the other.
  return before.rounds + (stepMs > 0 ? 1 : 0);
};

/** Asked only of a round that found the primary down. */
export const captureGrace = (question: CaptureGraceQuestion): CaptureGrace => {
  const { turn, primary, slot, nowMs, failuresToAlarm } = question;
  if (turn.appliance !== primary || !isInFlight(turn, nowMs)) return { put: 1 };
  const rounds = roundsOf(question);
  const streak = { captureId: turn.captureId, rounds, slot };
  if (rounds > failuresToAlarm) return { put: 1, streak };
  const reason = `held back, ${rounds} of ${failuresToAlarm}: a capture of ${primary} is under way since ${turn.startedAt}, until ${turn.notAfter} at the latest`;
  return { put: 0, streak, reason };
};
