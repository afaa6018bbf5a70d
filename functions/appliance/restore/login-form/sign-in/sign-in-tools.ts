// What a sign-in is done with.
import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';
import type { BoxSession } from '../box-session.ts';
import type { LoginAccount } from './login-account.ts';

export interface SignInTools {
  readonly session: BoxSession;
  readonly account: LoginAccount;
  /** Name of the secret that holds the account, for people. */
  readonly secretName: string;
  readonly hints: LoginHints;
  readonly where: string;
  readonly nowMs: () => number;
  /** Sleeps until that time of day. */
  readonly sleepUntil: (timeMs: number) => Promise<void>;
  readonly signal: AbortSignal;
}
