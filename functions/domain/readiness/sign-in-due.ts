// When the sign-in at the standby is rehearsed: once a day, and after a change of the secret, the hints or the version.
// Never more often: each attempt presents a password. Pure.
import type { Check } from '../model/readiness-check.ts';

export interface SignInNote {
  /** ISO time of the rehearsal. */
  readonly at: string;
  /** What it was made with: appliance, software, hints and version of the secret. */
  readonly mark: string;
  readonly check: Check;
}

const DAY_MS = 86_400_000;

export const isSignInDone = (last: SignInNote | undefined, mark: string, nowMs: number): boolean =>
  last !== undefined && last.mark === mark && nowMs - Date.parse(last.at) < DAY_MS;
