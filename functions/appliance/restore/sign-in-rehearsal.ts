// The interface to a rehearsal of the sign-in that a restore needs, up to the form that would take the backup.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { RestoreOrder } from '../appliance.ts';

export interface RehearsalOrder extends Pick<RestoreOrder, 'appliance' | 'tlsName' | 'accountsOf' | 'refusedLogin'> {
  /** Whether a sign-in with that version of the secret was rehearsed lately: then the password is not presented. */
  readonly isDone: (versionId: string) => boolean;
}

export interface SignInRehearsed {
  /** Path of the page with the form. */
  readonly form: string;
  readonly signedOut: boolean;
}

export interface SignInRehearsal {
  /**
   * Presents the password at most once.
   * @returns undefined if it was done lately.
   * @throws LoginRefused, PasswordExpired, TwoFactorWanted, AgreementWanted, FormNotFound, RestoreRefused
   */
  rehearse(order: RehearsalOrder, signal: AbortSignal): Promise<SignInRehearsed | undefined>;
}

/** Undefined where the appliance is not restored through its /login. */
export type SignInRehearsalOf = (settings: PairSettings, appliance: string) => SignInRehearsal | undefined;
