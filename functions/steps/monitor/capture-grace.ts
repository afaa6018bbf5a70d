// Grace for a primary that may only be busy with a backup: decides what the round publishes for a primary that it found
// down. It reads the store only then. Whatever it cannot read there shortens the grace.

import type { LatestValues } from '../../contract/runtime/latest-value.ts';
import type { Say } from '../../contract/runtime/log.ts';
import { within } from '../../contract/runtime/within.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { captureGrace, type DownStreak } from '../../domain/health/capture-grace.ts';
import type { CaptureLeases } from '../../store/latest/capture-leases.ts';

export interface LockoutGuardTools {
  readonly turns: Pick<CaptureLeases, 'latest'>;
  readonly streaks: LatestValues<DownStreak>;
  readonly say: Say;
}

/** The streak as this invocation knows it. */
export interface WaitAdvice {
  streak?: DownStreak;
}

const orNothing = async <T>(
  tools: LockoutGuardTools,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
  sentence: string,
): Promise<T | undefined> => {
  try {
    return await within(signal, ask);
  } catch (error) {
    tools.say(sentence, error);
    return undefined;
  }
};

export const endStreak = (patience: WaitAdvice): void => {
  delete patience.streak;
};

/** @returns the PrimaryDown value to publish for a primary that was found down in this round. */
export const withCaptureGrace = async (
  tools: LockoutGuardTools,
  { name: pair, watch }: PairSettings,
  primary: string,
  { slot, nowMs, signal }: { readonly slot: string; readonly nowMs: number; readonly signal: AbortSignal },
  patience: WaitAdvice,
): Promise<0 | 1> => {
  const ask = <T>(work: (limit: AbortSignal) => Promise<T>, sentence: string) =>
    orNothing(tools, signal, work, sentence);
  const [turn, notified] = await Promise.all([
    ask(
      (limit) => tools.turns.latest(pair, limit),
      `cannot read whether a capture of ${pair} is under way; Twinbox assumes none`,
    ),
    patience.streak
      ? undefined
      : ask((limit) => tools.streaks.read(pair, limit), `cannot read how long ${pair} has been down during a capture`),
  ]);
  if (!turn) return 1;
  const { failuresToAlarm } = watch;
  const held = captureGrace({ turn, primary, before: patience.streak ?? notified, slot, nowMs, failuresToAlarm });
  if (held.put === 0) tools.say(`${pair}: PrimaryDown is ${held.reason}`);
  if (!held.streak) return held.put;
  const { streak } = held;
  patience.streak = streak;
  await ask(
    (limit) => tools.streaks.write(pair, streak, limit),
    `cannot record for the next watcher how long ${pair} has been down`,
  );
  return held.put;
};
