// Where things lie in the two buckets. Keys of backups and journal entries sort by time.
import { basicIso } from '../../domain/text/basic-time.ts';

/** Record bucket. */
export const recordKey = (pair: string): string => `pairs/${pair}.json`;

/** Record bucket: all entries of one recovery. */
export const journalPrefix = (pair: string, recoveryId: string): string => `journal/${pair}/${recoveryId}/`;

/** Record bucket: whose turn it is to capture. */
export const captureTurnKey = (pair: string): string => `watch/capture-${pair}.json`;

/** Record bucket: how long the primary has been down during a capture. */
export const downStreakKey = (pair: string): string => `watch/down-${pair}.json`;

/** Record bucket: the newest watcher. */
export const watcherHandoverKey = 'watch/relief.json';

/** Record bucket: what the last inspection of the pair found. */
export const inspectionKey = (pair: string): string => `inspection/${pair}.json`;

/** Record bucket: the checks of readiness that are made every hour. */
export const readinessKey = (pair: string): string => `readiness/${pair}.json`;

/** Record bucket: which accounts the pair's appliances refused. */
export const refusedAccountsKey = (pair: string): string => `accounts/${pair}.json`;

/** Record bucket: what the last read-back of the pair's newest backup found. */
export const readBackKey = (pair: string): string => `read-back/${pair}.json`;

/** Vault: everything of one pair's backups. */
export const backupPrefix = (pair: string): string => `backups/${pair}/`;

/** `<capturedAt>-<capture id>`; `captureId` must be unique and have no slash. */
export const backupIdOf = (capturedAt: string, captureId: string): string => `${basicIso(capturedAt)}-${captureId}`;

/** Vault: the bytes. */
export const backupKey = (pair: string, backupId: string): string => `${backupPrefix(pair)}${backupId}.nsb`;

/** Vault: the manifest, written last. */
export const manifestKey = (pair: string, backupId: string): string => `${backupPrefix(pair)}${backupId}.json`;

/** Record bucket: what Capture alone writes of each backup of the pair. */
export const capturePrefix = (pair: string): string => `captures/${pair}/`;

/** Vault: proofs of all backups of one pair, each named by the backup's id. */
export const proofPrefix = (pair: string): string => `proofs/${pair}/`;

/** Vault: that this backup was restored and checked. */
export const proofKey = (pair: string, backupId: string): string => `${proofPrefix(pair)}${backupId}.json`;

/** Vault: evidence of one recovery. */
export const reportKey = (pair: string, recoveryId: string): string => `reports/${pair}/${recoveryId}/report.json`;

/** Vault: the same for people to read, a page that needs nothing else. */
export const reportPageKey = (pair: string, recoveryId: string): string => `reports/${pair}/${recoveryId}/report.html`;
