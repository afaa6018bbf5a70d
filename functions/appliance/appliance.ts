// The interfaces to an appliance: a probe on the users' path, its authenticated API, and the restore methods.

import type { ApplianceSettings, PairSettings } from '../contract/settings/pair-settings.ts';
import type { Fingerprint } from '../domain/identity/fingerprint.ts';
import type { BackupManifest } from '../domain/model/backup-manifest.ts';
import type { Observation } from '../domain/model/observation.ts';
import type { RefusedLogin } from '../domain/record/pair-record.ts';

/**
 * One probe on the users' path: TCP, TLS with the service's name, GET /check_health. Always a new connection; never
 * throws.
 */
export interface ApplianceProbe {
  probe(appliance: ApplianceSettings, tlsName: string, timeoutMs: number): Promise<Observation>;
}

/** A probe of the page that users open first, on their path. Always a new connection; never throws. */
export interface UsersPageProbe {
  /** Any answer except a 5xx is `healthy`: the owner decides what this page shows or forbids. */
  page(appliance: ApplianceSettings, tlsName: string, timeoutMs: number): Promise<Observation>;
}

/** What the appliance reports about itself over its API. */
export interface ApplianceHealth {
  readonly healthy: boolean;
  /** Product, version and build are empty if the appliance does not report them. */
  readonly product: string;
  readonly version: string;
  readonly build: string;
  /** 32 hex characters. */
  readonly applianceId: string;
  readonly hostName: string;
  readonly reportedRole: 'none' | 'primary' | 'standby';
  readonly clusterRole: string;
}

/** The sign-in methods of an appliance, which it lists without authentication. */
export interface SignInMethods {
  /** Names of the mechanisms, in the appliance's own words and order. */
  readonly mechanisms: readonly string[];
  /** The default method. */
  readonly chosen?: string;
  /** Undefined if it is not reported. */
  readonly product?: 'rs' | 'pra';
}

/** A backup as it arrives: its bytes, and the facts from the headers. */
export interface BackupBody {
  readonly contentType: string;
  /** Undefined if the answer named no length. */
  readonly contentLength?: number;
  /**
   * False if only the end of the connection ends it: then a truncated body cannot be distinguished from a whole one.
   */
  readonly endProven?: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Version of the secret that the appliance accepted; its backup password protects the file. */
  readonly secretVersionId?: string;
}

/** Which version of the secret the appliance accepts; undefined if it refuses the account. */
export type Acceptance = { readonly secretVersionId?: string } | undefined;

/** The authenticated API of one appliance, with the accounts of `credentialsOf`. */
export interface ApplianceApi {
  health(signal: AbortSignal): Promise<ApplianceHealth>;
  /** Starts a backup and returns its body. The caller checks the content, because the status proves nothing. */
  backup(signal: AbortSignal): Promise<BackupBody>;
  /** Whether the appliance accepts these credentials now, without a cache; throws if it does not answer. */
  accepts(signal: AbortSignal): Promise<Acceptance>;
  /**
   * How much it holds, as far as the account may read; empty if it may read nothing or the appliance does not answer.
   * Never throws.
   */
  fingerprint(signal: AbortSignal): Promise<Fingerprint>;
  /** How many sessions users have open; undefined if the appliance does not report it. Never throws. */
  openSessions(signal: AbortSignal): Promise<number | undefined>;
  /** The sign-in methods, read without an account; undefined if the appliance does not report them. Never throws. */
  signInMethods(signal: AbortSignal): Promise<SignInMethods | undefined>;
}

/**
 * Gives the API of `appliance` at its own address, with the accounts of the appliance named `credentialsOf`. Tries the
 * given version of their secret first, if any, and then the current one, each at most once per request.
 */
export type ApplianceApiOf = (
  settings: PairSettings,
  appliance: string,
  credentialsOf: string,
  secretVersionId?: string,
) => ApplianceApi;

export interface RestoreOrder {
  readonly pair: string;
  readonly appliance: ApplianceSettings;
  readonly tlsName: string;
  /** The appliance whose accounts this appliance accepts now: after a restore, that of the backup. */
  readonly accountsOf: ApplianceSettings;
  /** The secret {…, backupPassword?} of the backup, in the version at that time, or else the current one. */
  readonly backupSecret: { readonly name: string; readonly versionId?: string };
  /** The password for /login that the appliance refused last, if any: Twinbox does not try it again. */
  readonly refusedLogin?: RefusedLogin;
  readonly backup: BackupManifest;
  /** URL that returns the bytes by GET. Whoever has it can read the backup: never log it. */
  readonly backupUrl: string;
  readonly epoch: number;
  readonly recoveryId: string;
}

/** A method to restore a backup to an appliance. */
export interface RestoreMethod {
  /**
   * Uploads the bytes and returns once the appliance has accepted them. The appliance restarts afterwards.
   * @returns the method's statement of success.
   * @throws FileRefused if the appliance does not accept this file; RestoreUnproven if the answer was lost; any other
   * failure if nothing was restored.
   */
  restore(order: RestoreOrder, signal: AbortSignal): Promise<{ readonly marker: string }>;
}

/** The restore method of that appliance, as set in the settings. */
export type RestoreMethodOf = (settings: PairSettings, appliance: string) => RestoreMethod;
