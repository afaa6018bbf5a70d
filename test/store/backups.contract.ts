// What every vault must do for whoever looks for a restore point in it.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../functions/domain/model/listed-backup.ts';
import type { Backups } from '../../functions/store/vault/vault.ts';
import { manifestOf } from './manifests.ts';

export interface BackupsUnderTest extends AsyncDisposable {
  readonly backups: Backups;
  /** Lays the bytes down and enters the capture. @returns the manifest as it then lies there. */
  capture(manifest: BackupManifest, bytes: Buffer): Promise<BackupManifest>;
  /** Takes its entry away. */
  remove(listed: ListedBackup): Promise<void>;
  /** @returns a manifest whose bytes are other than it says. */
  damaged(manifest: BackupManifest): BackupManifest;
}

const BYTES = Buffer.from('NSB of the hour');
const at = (hour: number, changes: Partial<BackupManifest> = {}): BackupManifest => ({
  ...manifestOf(new Date(Date.UTC(2026, 10, 1, hour)).toISOString(), BYTES),
  ...changes,
});
const ofOther = (hour: number): BackupManifest =>
  at(hour, { pair: 'support-2', key: at(hour).key.replace('support', 'support-2') });

const listedBy = async (backups: Backups, pair = 'support'): Promise<readonly ListedBackup[]> => {
  const all: ListedBackup[] = [];
  for await (const one of backups.listed(pair)) all.push(one);
  return all;
};

export const backupsContract = (name: string, open: () => Promise<BackupsUnderTest>): void => {
  describe(`${name} keeps backups`, () => {
    test('they are listed newest first, in whatever order they were captured, those of the pair alone', async () => {
      await using vault = await open();
      for (const hour of [30, 1, 55]) await vault.capture(at(hour), BYTES);
      await vault.capture(ofOther(2), BYTES);
      expect((await listedBy(vault.backups)).map(({ backupId }) => backupId)).toEqual(
        [55, 30, 1].map((hour) => at(hour).backupId),
      );
      expect(await listedBy(vault.backups, 'archive')).toEqual([]);
    });

    test('a listing tells what a backup is without opening it', async () => {
      await using vault = await open();
      await vault.capture(at(1, { suspect: 'it is half as long as the one before' }), BYTES);
      await vault.capture(at(2, { appliance: 'dublin', build: '9' }), BYTES);
      const [newer, older] = await listedBy(vault.backups);
      expect(older).toMatchObject({ appliance: 'london', isSuspect: true, capturedAt: at(1).capturedAt });
      expect(newer).toMatchObject({ appliance: 'dublin', isSuspect: false, capturedAt: at(2).capturedAt });
      expect(newer?.softwareMark).not.toBe(older?.softwareMark);
      const software = { product: 'RS', version: '25.1.2', build: '9' };
      expect([newer?.madeBy(software), older?.madeBy(software)]).toEqual([true, false]);
      expect(older?.madeBy({ product: 'RS' })).toBe(true);
    });

    test('one that is opened gives its manifest; one that has gone since it was listed is missing', async () => {
      await using vault = await open();
      const kept = await vault.capture(at(2), BYTES);
      await vault.capture(at(1), BYTES);
      const [newer, older] = await listedBy(vault.backups);
      if (!newer || !older) throw new Error('two were captured');
      expect(await vault.backups.read('support', newer)).toEqual({ manifest: kept });
      await vault.remove(older);
      expect(await vault.backups.read('support', older)).toEqual({ missing: expect.stringContaining(older.backupId) });
      expect(await listedBy(vault.backups)).toHaveLength(1);
    });

    test('nothing is a stray that a capture has entered', async () => {
      await using vault = await open();
      await vault.capture(at(1), BYTES);
      expect(await vault.backups.strays('support', 5)).toEqual([]);
    });

    test('bytes are intact, or not as the manifest says', async () => {
      await using vault = await open();
      const manifest = await vault.capture(at(1), BYTES);
      expect(await vault.backups.prove(manifest)).toEqual({ intact: true, reason: expect.any(String) });
      expect(await vault.backups.prove(vault.damaged(manifest))).toEqual({
        intact: false,
        reason: expect.stringContaining('SHA-256'),
      });
    });

    test('a URL names exactly the version of the manifest', async () => {
      await using vault = await open();
      const manifest = await vault.capture(at(1), BYTES);
      const url = new URL(await vault.backups.presign(manifest, 60));
      expect(url.pathname.endsWith(manifest.key)).toBe(true);
      expect(url.searchParams.get('versionId')).toBe(manifest.versionId);
      expect(url.searchParams.get('X-Amz-Signature')).toBeTruthy();
    });
  });
};
