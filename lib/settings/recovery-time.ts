// How long a recovery takes: the time expected from the settings and the phase table, and the upper bound set by the
// timeouts.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { Phase } from '../../functions/contract/workflow/phase.ts';
import { MAIN_LINE, mainLineOf, phaseOf } from '../../functions/contract/workflow/phase-names.ts';

/**
 * From the last failed round to the running workflow: CloudWatch evaluates the alarm every 10 s, and the event takes 1
 * or 2 s more.
 */
const ALARM_SECONDS = 12;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Seconds from the primary's death to the end of Finish, when each phase takes what it usually takes. */
export const expectedSeconds = (pair: PairSettings): number => {
  const { roundSeconds, failuresToAlarm } = pair.watch;
  const decision = MAIN_LINE.indexOf('AwaitDecision');
  const usual = (states: readonly (typeof MAIN_LINE)[number][]) =>
    sum(states.map((state) => phaseOf(state).expectedSeconds));
  const ready = roundSeconds * failuresToAlarm + ALARM_SECONDS + usual(MAIN_LINE.slice(0, decision));
  // The countdown starts at the first failed probe, so a restore that takes less time adds nothing.
  const decided = Math.max(
    ready + phaseOf('AwaitDecision').expectedSeconds,
    roundSeconds + pair.policy.actAfterSeconds,
  );
  return decided + usual(MAIN_LINE.slice(decision + 1));
};

const worstOf = ({ taskTimeoutSeconds, loop }: Phase): number => {
  const { attempts = 1, waitSeconds = 0, withinSeconds = Number.POSITIVE_INFINITY } = loop ?? {};
  const byAttempts = attempts * taskTimeoutSeconds + (attempts - 1) * waitSeconds;
  return Math.min(byAttempts, withinSeconds + waitSeconds + taskTimeoutSeconds);
};

/** If the appliance refuses a file, the recovery tries the next older one, at most this many times. */
const MORE_FILES = 2;

/** Seconds after which every phase of the longest kind of recovery, Halt included, has run out of attempts and time. */
export const worstSeconds = (): number => {
  const lines = (['failover', 'switchover', 'reprotect'] as const).map(mainLineOf);
  const once = Math.max(
    ...lines.map((line) => sum([...line, 'Halt' as const].map((state) => worstOf(phaseOf(state))))),
  );
  // Prepare counts its attempts over all files, so each further file adds only one of its tasks.
  return once + MORE_FILES * (phaseOf('Prepare').taskTimeoutSeconds + worstOf(phaseOf('UploadBackup')));
};

/** `3 min 20 s`, `2 h 5 min`. */
export const inWords = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`;
  return `${Math.floor(whole / 3600)} h${Math.round((whole % 3600) / 60) ? ` ${Math.round((whole % 3600) / 60)} min` : ''}`;
};
