// Evidence of recoveries on S3.
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { reportKey } from './object-keys.ts';
import type { Reports } from './vault.ts';

export const s3Reports = (s3: S3Client, bucket: string): Reports => ({
  write: async (pair, recoveryId, report) => {
    const key = reportKey(pair, recoveryId);
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: JSON.stringify(report, undefined, 2),
        ContentType: 'application/json',
      }),
    );
    return key;
  },
});
