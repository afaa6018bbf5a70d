// The hints that decide which form gets the password. If they change, an earlier refusal no longer counts.
import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';

/** As one text, for comparison. */
export const hintsOf = ({ loginPath = '', signInMethod = '', userField = '' }: LoginHints): string =>
  JSON.stringify({ loginPath, signInMethod, userField });
