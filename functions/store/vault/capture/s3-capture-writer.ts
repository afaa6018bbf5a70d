// Writes captures: the bytes by one upload, then the capture entry (where only Capture may write), and last, once, the
// manifest. Without its manifest a backup does not exist; without its entry it is never restored.
import { isDeepStrictEqual } from 'node:util';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { jsonOf } from '../../../contract/json/parse-json.ts';
import type { Random } from '../../../contract/runtime/random.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { manifestKey } from '../../form/object-keys.ts';
import { isLostRace } from '../../form/s3-answers.ts';
import type { BackupBuckets } from '../s3-backups.ts';
import type { CaptureWriter } from '../vault.ts';
import { captureEntryKey, entryOf } from './capture-entry.ts';
import { s3CaptureUpload } from './s3-capture-upload.ts';

export const s3CaptureWriter = (s3: S3Client, { vault, record }: BackupBuckets, random: Random): CaptureWriter => {
  /** Whether the stored object has the same content: our own write, whose answer was lost. */
  const isSame = async (Bucket: string, Key: string, text: string): Promise<boolean> => {
    const there = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return isDeepStrictEqual(jsonOf(await there.Body?.transformToString()), jsonOf(text));
  };

  const putOnce = async (Bucket: string, Key: string, text: string): Promise<void> => {
    try {
      await s3.send(
        new PutObjectCommand({ Bucket, Key, Body: text, ContentType: 'application/json', IfNoneMatch: '*' }),
      );
    } catch (error) {
      if (!isLostRace(error)) throw error;
      if (await isSame(Bucket, Key, text)) return;
      throw failure('ManifestExists', `${Key} already exists with other content`, undefined, error);
    }
  };

  return {
    begin: (key) => s3CaptureUpload(s3, vault, key, random),
    writeManifest: async (manifest) => {
      const text = JSON.stringify(manifest, undefined, 2);
      await putOnce(record, captureEntryKey(manifest), JSON.stringify(entryOf(manifest, text), undefined, 2));
      await putOnce(vault, manifestKey(manifest.pair, manifest.backupId), text);
    },
  };
};
