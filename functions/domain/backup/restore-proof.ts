// Whether a restore really happened. A cold standby is healthy before it, and the restore method's own statement may be
// wrong, so two independent signs are required. Pure.
import type { ReadBack } from '../identity/fingerprint.ts';

export interface RestoreSigns {
  /** The restore method's own statement of success. */
  readonly marker?: string;
  readonly seenGone: boolean;
  readonly seenBack: boolean;
  /** The appliance accepts the accounts that are in the backup. */
  readonly accountsAccepted: boolean;
  /** It accepted the same accounts before the restore, so accepting them shows nothing. */
  readonly accountsKnownBefore: boolean;
  /** It refuses the accounts in the backup and still accepts its earlier ones. */
  readonly accountsAsBefore: boolean;
  /** It refuses a token from before the restore and issues new ones. */
  readonly tokenDied?: boolean;
  /** What its totals show after the restore. */
  readonly readBack: ReadBack;
}

export interface RestoreProof {
  /** Enough signs, and none against a restore. */
  readonly proven: boolean;
  /** Signs that were found. */
  readonly signs: readonly string[];
  /** First the signs against a restore, then those that were not found. */
  readonly missing: readonly string[];
}

const SIGNS_NEEDED = 2;

export const proveRestore = (seen: RestoreSigns): RestoreProof => {
  const signs: readonly (readonly [boolean, string, string])[] = [
    [seen.marker !== undefined, `the restore method reported: ${seen.marker}`, 'the restore method reported nothing'],
    [
      seen.seenGone && seen.seenBack,
      'the appliance went down and came back',
      'the appliance was not observed to go down and come back',
    ],
    [
      seen.accountsAccepted && !seen.accountsKnownBefore,
      'the appliance accepts the accounts in the backup, which it did not before',
      seen.accountsKnownBefore
        ? 'the appliance accepted the accounts in the backup before the restore, so they prove nothing'
        : 'the appliance does not accept the accounts in the backup',
    ],
    [
      seen.tokenDied === true,
      'the appliance refuses a token from before the restore and issues new ones',
      'the appliance has not refused a token from before the restore',
    ],
    [
      seen.readBack === 'read-back',
      'the totals of the appliance match the backup, and did not before',
      'the totals of the appliance could not be read or prove nothing',
    ],
  ];
  const against = [
    seen.readBack === 'as-before'
      ? 'the totals of the appliance are the same as before the restore and differ from the backup'
      : undefined,
    seen.accountsAsBefore ? 'the appliance still accepts its earlier accounts, and not those in the backup' : undefined,
  ].filter((one) => one !== undefined);
  const found = signs.filter(([there]) => there).map(([, message]) => message);
  return {
    proven: found.length >= SIGNS_NEEDED && against.length === 0,
    signs: found,
    missing: [...against, ...signs.filter(([there]) => !there).map(([, , lacks]) => lacks)],
  };
};
