// The pair record: what Twinbox itself knows of a pair, one JSON object that changes only by conditional write. It
// holds the assigned roles. Reported roles and the traffic target are other facts and never come from here.

import type { RecoveryOutcome } from '../model/outcome.ts';
import type { RecoveryKind } from '../model/recovery.ts';
import type { Hold, Lease } from './lease-and-hold.ts';
import type { Notices } from './notice.ts';
import type { ReplacedRecord } from './old-answers.ts';
import type {
  Answer,
  BlockNotified,
  Confirmation,
  NeverReported,
  Outage,
  Pause,
  Question,
  Reservation,
} from './pair-standing.ts';
import type { RecordedPower } from './recorded-power.ts';
import type { RefusedLogin, RestoredBackup } from './restored-backup.ts';
import type { BackupsNotified, DistrustedBackup, DistrustWindow, TrustedBackup } from './trusted-backup.ts';

export type { RecoveryOutcome } from '../model/outcome.ts';
export type { Hold, Lease } from './lease-and-hold.ts';
export type { BlockNotified, Outage, Pause, Reservation } from './pair-standing.ts';
export type { GivenAccounts, RefusedLogin, RestoredBackup } from './restored-backup.ts';

/**
 * The old primary after an unplanned failover: kept as it is until an operator lifts the quarantine, since only it
 * holds data that is in no backup.
 */
export interface Quarantine {
  readonly appliance: string;
  /** The recovery that moved users away from it. */
  readonly recoveryId: string;
  /** ISO time. */
  readonly since: string;
  readonly reason: string;
  /** ISO time of the last notification that it answers again. */
  readonly notifiedAt?: string;
  /** ISO time at which Twinbox last tried to power it off again. */
  readonly fencedAgainAt?: string;
}

/** How the last recovery ended; the cool-down counts from it. */
export interface LastRecovery {
  readonly recoveryId: string;
  readonly kind: RecoveryKind;
  readonly outcome: RecoveryOutcome;
  readonly epoch: number;
  /** ISO time. */
  readonly endedAt: string;
}

/** A restore that was checked: proof that this backup can be restored. */
export interface Proof {
  readonly backupId: string;
  /** Of the backup, 64 hex characters. */
  readonly sha256: string;
  /** ISO time at which it was proven. */
  readonly at: string;
  /** The appliance to which it was restored. */
  readonly appliance: string;
  readonly recoveryId: string;
  /** The signs that were found, as sentences. */
  readonly how: readonly string[];
}

export interface PairRecord extends RecordedPower {
  readonly pair: string;
  /** Grows by one with every write. */
  readonly revision: number;
  /** Chosen by the writer of this revision: identifies our own write if its answer was lost. */
  readonly nonce: string;
  /** Grows by one with every recovery. */
  readonly epoch: number;
  /** True while recoveries have begun but none could read the claims in the zone. */
  readonly zoneUnread?: boolean;
  /** Assigned role: the appliance that is the primary; the other one is the standby. */
  readonly primary: string;
  readonly restoredBackup: Readonly<Record<string, RestoredBackup>>;
  /**
   * Whose accounts an appliance accepts now, by appliance name: after a restore, those of the appliance the backup came
   * from.
   */
  readonly credentialsOf: Readonly<Record<string, string>>;
  /**
   * The version of that secret which worked last, by appliance name; an appliance that was never restored has none and
   * takes the current one.
   */
  readonly secretVersionOf?: Readonly<Record<string, string>>;
  /**
   * By appliance: the password for /login that it refused. Not tried again while the secret has that version: accounts
   * lock.
   */
  readonly refusedLogins?: Readonly<Record<string, RefusedLogin>>;
  /** ISO time before which no lease may be taken: a function of an ended recovery may still run until then. */
  readonly leaseBlockedUntil?: string;
  readonly lease?: Lease;
  readonly hold?: Hold;
  readonly pause?: Pause;
  /** ISO time at which a person last ended a pause, or let Twinbox act on an outage that stood in one. */
  readonly resumedAt?: string;
  readonly reserved?: Reservation;
  readonly outage?: Outage;
  readonly question?: Question;
  readonly answer?: Answer;
  readonly confirmed?: readonly Confirmation[];
  /** ISO times at which the last dry runs took the lease, oldest first. */
  readonly dryRuns?: readonly string[];
  readonly quarantined?: Quarantine;
  readonly blockNotified?: BlockNotified;
  readonly neverReported?: NeverReported;
  readonly lastRecovery?: LastRecovery;
  /** The DNS record that the last move replaced. */
  readonly replaced?: ReplacedRecord;
  /** The newest of all proofs; each is in the backup store as well. */
  readonly lastProof?: Proof;
  /** Oldest first. */
  readonly trusted?: readonly TrustedBackup[];
  /** Oldest first. */
  readonly distrusted?: readonly DistrustedBackup[];
  /** Oldest first. */
  readonly distrustWindows?: readonly DistrustWindow[];
  readonly backupsNotified?: BackupsNotified;
  /** Recent notifications by kind, and how many were held back. */
  readonly notices?: Notices;
}

/** The record of a new pair: `preferred` is the primary, each appliance accepts its own accounts. */
export const newPairRecord = (pair: string, primary: string, appliances: readonly string[]): PairRecord => ({
  pair,
  revision: 0,
  nonce: '',
  epoch: 0,
  primary,
  restoredBackup: {},
  credentialsOf: Object.fromEntries(appliances.map((name) => [name, name])),
});
