// What an appliance carries and which accounts it accepts, as the pair record holds it. Pure types.

/**
 * What configuration an appliance carries: the id of a backup restored to it, or `unknown` while an upload is under way
 * or unproven.
 */
export interface RestoredBackup {
  readonly backupId: string | 'unknown';
  /** ISO time. */
  readonly at: string;
  /** With `unknown`: the accounts that it accepts if it applied the backup. */
  readonly given?: GivenAccounts;
}

/** A password for /login that an appliance refused. Stored as the version of its secret, never as the password. */
export interface RefusedLogin {
  /** Name of the secret. */
  readonly secret: string;
  readonly versionId: string;
  /** The hints for that form; absent in older refusals. */
  readonly hints?: string;
}

/** Whose accounts, and which version of their secret; the current one if absent. */
export interface GivenAccounts {
  readonly credentialsOf: string;
  readonly secretVersionId?: string;
}
