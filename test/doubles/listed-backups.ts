// Backups in memory as a listing returns them, for the doubles of the backup store.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../functions/domain/model/listed-backup.ts';
import type { Backups } from '../../functions/store/vault/vault.ts';

const FACTS = ['product', 'version', 'build'] as const;

export const listedAs = (manifest: BackupManifest): ListedBackup => ({
  backupId: manifest.backupId,
  entry: manifest.backupId,
  tag: manifest.sha256,
  capturedAt: manifest.capturedAt,
  appliance: manifest.appliance,
  isSuspect: manifest.suspect !== undefined,
  softwareMark: JSON.stringify(FACTS.map((fact) => manifest[fact])),
  madeBy: (software) => FACTS.every((fact) => software[fact] === undefined || software[fact] === manifest[fact]),
});

export interface ListedBackups extends Pick<Backups, 'listed' | 'read' | 'strays'> {
  /** Ids that were opened, in order. */
  readonly opened: readonly string[];
}

export const listedBackups = (manifests: () => readonly BackupManifest[]): ListedBackups => {
  const opened: string[] = [];
  return {
    opened,
    listed: async function* (pair) {
      const ofPair = manifests().filter((one) => one.pair === pair);
      for (const one of ofPair.toSorted((first, second) => (first.backupId < second.backupId ? 1 : -1)))
        yield listedAs(one);
    },
    read: async (pair, { backupId }) => {
      opened.push(backupId);
      const found = manifests().find((one) => one.pair === pair && one.backupId === backupId);
      return found ? { manifest: structuredClone(found) } : { missing: `${backupId}: gone` };
    },
    strays: async () => [],
  };
};
