// What an inspection makes of the vault: what a failover begun now would restore, and what lies there that no capture made. Pure.

import type { PassedOver } from '../../backup/skipped-backups.ts';
import type { BackupManifest } from '../../model/backup-manifest.ts';
import type { Finding } from './finding.ts';

export type RestoreChoice = { readonly backupId: string; readonly capturedAt: string } | { readonly missing: string };

export interface VaultSeen {
  /** Whether any capture is known, whatever it is worth. */
  readonly hasAny: boolean;
  readonly hasGood: boolean;
  /** Undefined where the standby did not tell what it runs. */
  readonly restorePoint?: RestoreChoice;
  /** The primary's newest capture of other software than it runs now; looked for only where the two appliances differ. */
  readonly lastOfOtherSoftware?: BackupManifest;
  /** Ids of some manifests that no capture has entered. */
  readonly strays: readonly string[];
}

/** What is told where nothing may be restored. */
export const missingChoice = ([newest]: readonly PassedOver[]): RestoreChoice => ({
  missing: newest ? `no backup may be restored to it; the newest: ${newest.reason}` : 'the vault holds no backup',
});

/** A pair that was never captured is another matter: its backups are stale. */
export const choiceFindings = (standby: string, vault: VaultSeen | undefined): readonly Finding[] => {
  const { restorePoint, hasAny } = vault ?? {};
  if (restorePoint === undefined || !('missing' in restorePoint) || !hasAny) return [];
  return [
    {
      name: 'NoEligibleBackup',
      message: restorePoint.missing,
      fix: `A failover to ${standby} would halt before it touches anything: take a capture that fits ${standby}.`,
      alarms: true,
    },
  ];
};

export const strayFindings = (pair: string, vault: VaultSeen | undefined): readonly Finding[] =>
  !vault || vault.strays.length === 0
    ? []
    : [
        {
          name: 'BackupNotCaptured',
          message: `the vault holds manifests of ${pair} that no capture made: ${vault.strays.map((id) => id.slice(0, 100)).join(', ')}`,
          fix: 'They are never restored. Find out who wrote them, unless they are older than the version of Twinbox that enters its captures.',
          alarms: false,
        },
      ];
