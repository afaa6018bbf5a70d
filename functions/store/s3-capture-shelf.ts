// Where captures are written: the bytes by one upload, then the manifest, once. Without its manifest a backup does not exist.
import { isDeepStrictEqual } from 'node:util';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { NamedError } from '../contract/named-error.ts';
import type { BackupManifest } from '../domain/backup-manifest.ts';
import { manifestKey } from './object-keys.ts';
import { isLostRace } from './s3-answers.ts';
import { s3CaptureUpload } from './s3-capture-upload.ts';
import type { CaptureShelf } from './vault.ts';

export const s3CaptureShelf = (s3: S3Client, bucket: string): CaptureShelf => {
  /** Whether what lies there says the same: our own write, whose answer was lost. */
  const isSame = async (key: string, manifest: BackupManifest): Promise<boolean> => {
    const there = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const text = (await there.Body?.transformToString()) ?? '';
    return isDeepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(manifest)));
  };

  return {
    begin: (key) => s3CaptureUpload(s3, bucket, key),
    writeManifest: async (manifest) => {
      const key = manifestKey(manifest.pair, manifest.backupId);
      try {
        await s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: JSON.stringify(manifest, undefined, 2),
            ContentType: 'application/json',
            IfNoneMatch: '*',
          }),
        );
      } catch (error) {
        if (!isLostRace(error)) throw error;
        if (await isSame(key, manifest)) return;
        throw new NamedError(
          'ManifestExists',
          `${key} already says something else`,
          'A manifest is never replaced. Two captures bear the same id: look at the versions of both objects.',
          error,
        );
      }
    },
  };
};
