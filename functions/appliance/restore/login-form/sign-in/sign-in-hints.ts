// The hints by which a password is given to one form rather than to another: where they change, an earlier refusal says nothing.
import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';

/** As one text, to be compared. */
export const hintsOf = ({ loginPath = '', signInMethod = '', userField = '' }: LoginHints): string =>
  JSON.stringify({ loginPath, signInMethod, userField });
