// The findings on the backup store: what a failover would restore now, and which manifests no capture made. Pure.

import type { PassedOver } from '../../backup/skipped-backups.ts';
import type { BackupManifest } from '../../model/backup-manifest.ts';
import type { Finding } from './finding.ts';

export type RestoreChoice = { readonly backupId: string; readonly capturedAt: string } | { readonly missing: string };

export interface VaultSeen {
  /** Whether any capture is known, good or not. */
  readonly hasAny: boolean;
  readonly hasGood: boolean;
  /** Undefined if the standby did not report its software. */
  readonly restorePoint?: RestoreChoice;
  /** The primary's newest capture of other software than it runs now; read only if the two appliances differ. */
  readonly lastOfOtherSoftware?: BackupManifest;
  /** Ids of some manifests without an entry of a capture. */
  readonly strays: readonly string[];
}

/** The choice if no backup may be restored. */
export const missingChoice = ([newest]: readonly PassedOver[]): RestoreChoice => ({
  missing: newest
    ? `no backup may be restored to it; the newest: ${newest.reason}`
    : 'the backup store holds no backup',
});

/** A pair without any capture is reported by BackupStale instead. */
export const choiceFindings = (standby: string, vault: VaultSeen | undefined): readonly Finding[] => {
  const { restorePoint, hasAny } = vault ?? {};
  if (restorePoint === undefined || !('missing' in restorePoint) || !hasAny) return [];
  return [
    {
      name: 'NoEligibleBackup',
      message: restorePoint.missing,
      fix: `Take a capture that fits ${standby}. Until then, a failover to ${standby} halts before it changes anything.`,
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
          message: `the backup store holds manifests of ${pair} that no capture made: ${vault.strays.map((id) => id.slice(0, 100)).join(', ')}`,
          fix: 'Twinbox never restores them. Find out who wrote them, unless an older version of Twinbox did, which made no entries.',
          alarms: false,
        },
      ];
