// Proofs on S3: one small object for each backup that was restored and checked, never overwritten.
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { proofKey } from '../form/object-keys.ts';
import { isLostRace } from '../form/s3-answers.ts';
import type { Proofs } from './proofs.ts';

export const s3Proofs = (s3: S3Client, bucket: string): Proofs => ({
  write: async (pair, proof) => {
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: proofKey(pair, proof.backupId),
          Body: JSON.stringify({ pair, ...proof }, undefined, 2),
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
    } catch (error) {
      // Our own proof, whose answer was lost, or an earlier one: either proves this backup.
      if (!isLostRace(error)) throw error;
    }
  },
});
