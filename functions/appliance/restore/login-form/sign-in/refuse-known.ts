// Keeps a password that the appliance has refused from being presented again.
import { LoginRefusedError } from '../../../../contract/errors/login-refused.ts';
import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';
import type { RefusedLogin } from '../../../../domain/record/pair-record.ts';
import type { LoginAccount } from './login-account.ts';
import { hintsOf } from './sign-in-hints.ts';

/** A refused password is not tried again: the next attempt may lock the account. */
export const refuseKnown = (
  { versionId }: LoginAccount,
  secret: string,
  where: string,
  { refused, hints }: { readonly refused: RefusedLogin | undefined; readonly hints: LoginHints },
): void => {
  if (refused?.secret !== secret || refused.versionId !== versionId) return;
  if (refused.hints !== undefined && refused.hints !== hintsOf(hints)) return;
  throw new LoginRefusedError(
    `${where}: the appliance has refused the password in secret ${secret} before, and the password has not changed; Twinbox did not try it again`,
    `Store the account for /login in secret ${secret} again (also if you only unlocked it at the appliance), or change restore.hints.signInMethod if the sign-in method was wrong. Then start again.`,
    refused,
  );
};
