// The interfaces to an appliance: a look at it on the users' path, its authenticated API, and the ways to restore to it.

import type { ApplianceSettings, PairSettings } from '../contract/settings/pair-settings.ts';
import type { Fingerprint } from '../domain/identity/fingerprint.ts';
import type { BackupManifest } from '../domain/model/backup-manifest.ts';
import type { Observation } from '../domain/model/observation.ts';
import type { RefusedLogin } from '../domain/record/pair-record.ts';

/** One look on the users' path: TCP, TLS with the service's name, GET /check_health. Always a new connection; never throws. */
export interface ApplianceProbe {
  probe(appliance: ApplianceSettings, tlsName: string, timeoutMs: number): Promise<Observation>;
}

/** The page that users open first, on their path. Always a new connection; never throws. */
export interface UsersPageProbe {
  /** `healthy` is any answer that is no 5xx: what an owner puts there, or forbids there, is theirs. */
  page(appliance: ApplianceSettings, tlsName: string, timeoutMs: number): Promise<Observation>;
}

/** What the appliance says of itself over its API. */
export interface ApplianceHealth {
  readonly healthy: boolean;
  /** Product, version and build are empty where the appliance does not say them. */
  readonly product: string;
  readonly version: string;
  readonly build: string;
  /** 32 hex characters. */
  readonly applianceId: string;
  readonly hostName: string;
  readonly reportedRole: 'none' | 'primary' | 'standby';
  readonly clusterRole: string;
}

/** How people may sign in at an appliance, as it says to anybody. */
export interface SignInMethods {
  /** Names of the mechanisms, in the appliance's own words and order. */
  readonly mechanisms: readonly string[];
  /** The one that is chosen where nobody chooses. */
  readonly chosen?: string;
  /** Undefined where it is not told. */
  readonly product?: 'rs' | 'pra';
}

/** A backup body as it comes: bytes, and what the headers said. */
export interface BackupBody {
  readonly contentType: string;
  /** Undefined where the answer named no length. */
  readonly contentLength?: number;
  /** False where only the end of the connection ends it: a whole body and one that was cut look alike. */
  readonly endProven?: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Version of the secret that the appliance accepted, and with whose backup password the file is protected. */
  readonly secretVersionId?: string;
}

/** Which version of the secret the appliance accepts; undefined where it refuses the account. */
export type Acceptance = { readonly secretVersionId?: string } | undefined;

/** The authenticated API of one appliance, with the accounts of `credentialsOf`. */
export interface ApplianceApi {
  health(signal: AbortSignal): Promise<ApplianceHealth>;
  /** Starts a backup and gives its body. The caller judges the content: the status proves nothing. */
  backup(signal: AbortSignal): Promise<BackupBody>;
  /** Whether the appliance accepts these credentials, asked anew; throws when it cannot be asked. */
  accepts(signal: AbortSignal): Promise<Acceptance>;
  /** How much it holds, as far as the account may know; empty where it may know nothing, or the appliance could not be asked. Never throws. */
  fingerprint(signal: AbortSignal): Promise<Fingerprint>;
  /** How people may sign in; undefined where the appliance does not say it. Asked without an account. Never throws. */
  signInMethods(signal: AbortSignal): Promise<SignInMethods | undefined>;
}

/**
 * Gives the API of `appliance`, asked at its own address with the accounts of the appliance named `credentialsOf`. Of their secret that
 * version is tried first, where one is given, and then the current one, each at most once a question.
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
  /** The appliance whose accounts the appliance accepts now: after a restore, that of the backup. */
  readonly accountsOf: ApplianceSettings;
  /** The secret {…, backupPassword?} with which the backup was made, in the version of then; without one, the current. */
  readonly backupSecret: { readonly name: string; readonly versionId?: string };
  /** The password for /login that the appliance refused last, if any: it is not tried again. */
  readonly refusedLogin?: RefusedLogin;
  readonly backup: BackupManifest;
  /** URL that gives the bytes by GET. A bearer's right: never log it. */
  readonly backupUrl: string;
  readonly epoch: number;
  readonly recoveryId: string;
}

/** A way to restore a backup to an appliance. */
export interface RestoreMethod {
  /**
   * Gives the bytes to the appliance and returns once it took them; the appliance restarts afterwards.
   * @returns the way's statement of success.
   * @throws FileRefused where the appliance does not take this file; RestoreUnproven where the answer was lost; anything else where nothing
   * was restored.
   */
  restore(order: RestoreOrder, signal: AbortSignal): Promise<{ readonly marker: string }>;
}

/** The way to restore to that appliance, as the settings have it. */
export type RestoreMethodOf = (settings: PairSettings, appliance: string) => RestoreMethod;
