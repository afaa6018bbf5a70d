// One manifest read from the vault.
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isMissing } from './s3-answers.ts';
import { type ManifestReading, parseManifest } from './stored-manifest.ts';

/** What is gone since it was listed is unreadable, like what says something else than a manifest does. */
export const readManifest = async (s3: S3Client, bucket: string, pair: string, key: string): Promise<ManifestReading> => {
  try {
    const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return parseManifest(key, pair, (await answer.Body?.transformToString()) ?? '');
  } catch (error) {
    if (!isMissing(error)) throw error;
    return { unreadable: `${key}: gone since it was listed` };
  }
};
