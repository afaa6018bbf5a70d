// Completes a multipart upload under a name that nothing else may have, and recognizes its own object if the answer of
// an earlier attempt was lost.
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isLostRace, isMissing } from '../../form/s3-answers.ts';
import type { MultipartUpload } from './part-sender.ts';

const completedBefore = async (
  s3: S3Client,
  { Bucket, Key }: MultipartUpload,
  mark: string,
): Promise<string | undefined> => {
  try {
    const { Metadata, VersionId } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return Metadata?.upload === mark ? VersionId : undefined;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
};

/** @param mark in the metadata of this upload alone. @returns the version; undefined if S3 gave none */
export const completeUpload = async (
  s3: S3Client,
  upload: MultipartUpload,
  Parts: CompletedPart[],
  mark: string,
): Promise<string | undefined> => {
  try {
    const done = await s3.send(
      new CompleteMultipartUploadCommand({ ...upload, IfNoneMatch: '*', MultipartUpload: { Parts } }),
    );
    return done.VersionId;
  } catch (error) {
    const versionId = isLostRace(error) ? await completedBefore(s3, upload, mark) : undefined;
    if (versionId === undefined) throw error;
    return versionId;
  }
};
