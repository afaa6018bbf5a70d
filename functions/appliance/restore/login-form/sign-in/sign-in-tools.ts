// What a sign-in needs: the session, the account, and the hints.
import type { Clock } from '../../../../contract/runtime/clock.ts';
import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';
import type { ApplianceSession } from '../appliance-session.ts';
import type { LoginAccount } from './login-account.ts';

export interface SignInTools {
  readonly session: ApplianceSession;
  readonly account: LoginAccount;
  /** Name of the secret that holds the account, for messages. */
  readonly secretName: string;
  readonly hints: LoginHints;
  readonly where: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}
