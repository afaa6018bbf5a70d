// The state of a simulated appliance: its stored configuration and accounts, its failure modes, and the world's own
// record of what happened to it. The endpoints read and change it; appliance.ts gives it power and a port.
import { randomUUID } from 'node:crypto';
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import type { CertificateAuthority } from '../../network/certificate-authority.ts';
import type { Network } from '../../network/network.ts';
import type { Issued, Issues } from '../access/issued.ts';
import { createRateLimit, type RateLimit } from '../access/rate-limit.ts';
import type { BehaviourName, Shows } from '../behaviour/behaviours.ts';
import { type PageSet, pageSetOf } from '../pages/page-set.ts';
import { type AccessTokens, createAccessTokens } from './access-tokens.ts';
import type { BackupBinding } from './backup-file.ts';
import type { FailureModes } from './failure-modes.ts';
import { createLoginSessions, type LoginSessions } from './login-sessions.ts';

/** An API account as it is stored on the appliance; it travels in backups. A permission left out is given in full. */
export interface ApiAccount {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly permissions?: {
    readonly command?: 'full_access' | 'read_only' | 'deny';
    readonly backup?: boolean;
    readonly configuration?: boolean;
    readonly vaultAccounts?: boolean;
  };
  /** Network prefixes (`127.0.0.0/8`) from which it may be used; left out or empty: from anywhere. */
  readonly allowList?: readonly string[];
}

/** A person's account for /login; it travels in backups. `totpSeed` (base32) makes the appliance ask for a code. */
export interface LoginAccount {
  readonly user: string;
  readonly password: string;
  readonly totpSeed?: string;
}

export interface ApplianceOptions {
  /** Lasting name of the appliance, its site. Clients see it in the header x-appliance. */
  readonly name: string;
  readonly address: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where its API and its pages behind /login are reached instead; left out, they are on the users' path as well. */
  readonly management?: { readonly address: string; readonly port: number };
  /** Names in the certificate; the first is also the site name to which backups are bound. */
  readonly tlsNames: readonly string[];
  readonly ca: CertificateAuthority;
  /** Default: this machine's. */
  readonly network?: Network;
  readonly clock: LabClock;
  readonly accounts: ApiAccount;
  /** Left out: the appliance has no web interface behind /login. */
  readonly loginAccount?: LoginAccount;
  /** Which pages are behind /login; default those of seed 0. */
  readonly loginPages?: PageSet;
  /** Password with which this appliance opens restored files when the upload brings none. */
  readonly backupPassword?: string;
  readonly product?: 'rs' | 'pra';
  readonly version?: string;
  readonly build?: string;
  /** 32 hex digits. */
  readonly guid?: string;
  readonly configuration: string;
  /** How much the configuration holds, by collection; default that of an appliance as it comes from the factory. */
  readonly totals?: Totals;
  /** Size of a backup file in bytes; default 6 MiB, so that a multipart upload has two parts. */
  readonly backupBytes?: number;
  /** Lab seconds that a backup takes in the failure mode `slow`; default 60. */
  readonly slowBackupSeconds?: number;
  /** Lab seconds the service is away after a restore; default 20. */
  readonly restoreSeconds?: number;
  /** Lab seconds from power on to the first answer; default 10. */
  readonly bootSeconds?: number;
}

export type ApplianceEventKind =
  | 'backup-begun'
  | 'backup_created'
  | 'backup-failed'
  | 'restore-begun'
  | 'restore-refused'
  | 'restore-interrupted'
  | 'restored'
  | 'signed-in'
  | 'sign-in-refused'
  | 'powered-off'
  | 'powered-on'
  | 'booted'
  | 'died'
  | 'revived'
  | 'factory-reset'
  | 'client-served'
  | 'client-refused';

/** How many items of a kind the configuration contains, by the collection's path in the Configuration API. */
export type Totals = Readonly<Record<string, number>>;

/** An appliance as it comes from the factory: one administrator and no other items. */
export const FACTORY_TOTALS: Totals = { user: 1, 'group-policy': 0, 'jump-group': 1, jumpoint: 0, 'vault/account': 0 };

/**
 * One line of the world's own account. `atMs` is lab time since 1970; `detail` is a hash or a name, never a secret. A
 * file that
 * came in whole and was refused is identified by its hash.
 */
export interface ApplianceEvent {
  readonly atMs: number;
  readonly kind: ApplianceEventKind;
  readonly detail?: string;
}

/** What travels in a backup file. */
export interface StoredState {
  readonly configuration: string;
  readonly totals: Totals;
  readonly account: ApiAccount;
  readonly loginAccount?: LoginAccount;
  readonly role: 'none' | 'primary' | 'backup';
}

export interface Appliance {
  readonly options: ApplianceOptions;
  readonly clock: LabClock;
  readonly guid: string;
  /** What it runs; an upgrade changes it. */
  binding: BackupBinding;
  readonly failureModes: FailureModes;
  readonly events: ApplianceEvent[];
  readonly tokens: AccessTokens;
  readonly rateLimit: RateLimit;
  readonly login: { readonly pages: PageSet; readonly sessions: LoginSessions };
  /** Behaviours shown so far. */
  readonly shown: Set<BehaviourName>;
  readonly shows: Shows;
  /** Requested paths with their queries, as a proxy would log them. */
  readonly asked: Set<string>;
  /** The credentials that it has issued. */
  readonly issued: readonly Issued[];
  stored: StoredState;
  /** The last JSON health answer, for its 60 s cache. */
  healthAnswer: { readonly atMs: number; readonly status: number; readonly body: object } | undefined;
  record(kind: ApplianceEventKind, detail?: string): void;
  /**
   * Starts the restart that ends with `state` in place; set by appliance.ts, which owns port and power. Returns false
   * if a restart is already running.
   */
  beginRestore(restore: { readonly state: StoredState; readonly sha256: string }): boolean;
}

export const createAppliance = (options: ApplianceOptions, beginRestore: Appliance['beginRestore']): Appliance => {
  const shown = new Set<BehaviourName>();
  const shows: Shows = (behaviour) => shown.add(behaviour);
  const events: ApplianceEvent[] = [];
  const issued: Issued[] = [];
  const issues: Issues = (kind, value) => void issued.push({ kind, value });
  const { clock } = options;
  return {
    options,
    clock,
    guid: options.guid ?? randomUUID().replaceAll('-', ''),
    binding: {
      product: options.product ?? 'rs',
      version: options.version ?? '24.3.2',
      build: options.build ?? '73122',
      siteName: options.tlsNames[0] ?? options.name,
    },
    failureModes: {},
    events,
    tokens: createAccessTokens(clock, shows, issues),
    rateLimit: createRateLimit(clock),
    login: { pages: options.loginPages ?? pageSetOf(0), sessions: createLoginSessions(issues) },
    shown,
    shows,
    asked: new Set(),
    issued,
    stored: {
      configuration: options.configuration,
      totals: options.totals ?? FACTORY_TOTALS,
      account: options.accounts,
      role: 'none',
      ...(options.loginAccount === undefined ? {} : { loginAccount: options.loginAccount }),
    },
    healthAnswer: undefined,
    record: (kind, detail) => {
      events.push({ atMs: clock.nowMs(), kind, ...(detail === undefined ? {} : { detail }) });
    },
    beginRestore,
  };
};
