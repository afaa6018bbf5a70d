// Whether a restore really happened. A cold standby is healthy before it, and a way's word alone may be wrong, so two
// independent signs are needed. Pure.
import type { ReadBack } from '../identity/fingerprint.ts';

export interface RestoreSigns {
  /** The restore method's own statement of success. */
  readonly marker?: string;
  readonly seenGone: boolean;
  readonly seenBack: boolean;
  /** The appliance accepts the accounts that are in the backup. */
  readonly accountsAccepted: boolean;
  /** It accepted the same accounts before the restore: then their being accepted shows nothing. */
  readonly accountsKnownBefore: boolean;
  /** It refuses the accounts in the backup, and still accepts others, which it knew before. */
  readonly accountsAsBefore: boolean;
  /** It refuses a token that it gave before the restore, and gives new ones. */
  readonly tokenDied?: boolean;
  /** What its totals show. */
  readonly readBack: ReadBack;
}

export interface RestoreProof {
  /** Signs enough, and none that nothing was restored. */
  readonly proven: boolean;
  /** Signs that were found. */
  readonly signs: readonly string[];
  /** Signs that were not, and before them those that speak against it. */
  readonly missing: readonly string[];
}

const SIGNS_NEEDED = 2;

export const proveRestore = (seen: RestoreSigns): RestoreProof => {
  const signs: readonly (readonly [boolean, string, string])[] = [
    [seen.marker !== undefined, `the restore method said: ${seen.marker}`, 'no statement of the restore method'],
    [
      seen.seenGone && seen.seenBack,
      'the appliance was seen going away and coming back',
      'the appliance was not seen going away and coming back',
    ],
    [
      seen.accountsAccepted && !seen.accountsKnownBefore,
      'the appliance accepts the accounts in the backup, which it did not know before',
      seen.accountsKnownBefore
        ? 'the appliance knew the accounts in the backup before, so they show nothing'
        : 'the appliance does not accept the accounts in the backup',
    ],
    [
      seen.tokenDied === true,
      'the appliance refuses a token that it gave before the restore, and gives new ones',
      'no token from before the restore was found to be refused',
    ],
    [
      seen.readBack === 'read-back',
      'the appliance holds as much as the backup does, and did not before',
      'how much the appliance holds was not to be read, or shows nothing',
    ],
  ];
  const against = [
    seen.readBack === 'as-before'
      ? 'the appliance holds exactly what it held before, which is not what the backup holds'
      : undefined,
    seen.accountsAsBefore
      ? 'the appliance still accepts the accounts that it knew before, and not those in the backup'
      : undefined,
  ].filter((one) => one !== undefined);
  const found = signs.filter(([there]) => there).map(([, message]) => message);
  return {
    proven: found.length >= SIGNS_NEEDED && against.length === 0,
    signs: found,
    missing: [...against, ...signs.filter(([there]) => !there).map(([, , lacks]) => lacks)],
  };
};
