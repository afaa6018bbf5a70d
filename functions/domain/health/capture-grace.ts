// An appliance may be too busy to answer while it makes a backup. During a capture, PrimaryDown is published as 1 only
// after as many additional failed rounds as the alarm needs, and at the latest when the capture ends. A real outage
// still raises the alarm.
import { type CaptureLease, isInFlight } from '../model/capture-lease.ts';

/** Consecutive rounds that found the primary down during one capture. */
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
  /** The streak before this round, from any watcher. */
  readonly before: DownStreak | undefined;
  /** ISO time of this round. */
  readonly slot: string;
  readonly nowMs: number;
  readonly failuresToAlarm: number;
}

export type CaptureGrace =
  | { readonly put: 1; readonly streak?: DownStreak }
  /** `reason` says why 0 is published although the appliance was found down. */
  | { readonly put: 0; readonly streak: DownStreak; readonly reason: string };

/** One round of ten seconds may be missing between two consecutive ones. */
const IN_A_ROW_MS = 20_000;

const roundsOf = ({ turn, before, slot }: CaptureGraceQuestion): number => {
  if (before?.captureId !== turn.captureId) return 1;
  const stepMs = Date.parse(slot) - Date.parse(before.slot);
  if (Math.abs(stepMs) > IN_A_ROW_MS) return 1;
  // Two watchers share a slot during a handover.
  return before.rounds + (stepMs > 0 ? 1 : 0);
};

/** Called only for a round that found the primary down. */
export const captureGrace = (question: CaptureGraceQuestion): CaptureGrace => {
  const { turn, primary, slot, nowMs, failuresToAlarm } = question;
  if (turn.appliance !== primary || !isInFlight(turn, nowMs)) return { put: 1 };
  const rounds = roundsOf(question);
  const streak = { captureId: turn.captureId, rounds, slot };
  if (rounds > failuresToAlarm) return { put: 1, streak };
  const reason = `held back, ${rounds} of ${failuresToAlarm}: a capture of ${primary} has been under way since ${turn.startedAt} and ends by ${turn.notAfter}`;
  return { put: 0, streak, reason };
};
