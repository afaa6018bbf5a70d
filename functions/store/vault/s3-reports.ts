// Reports of recoveries on S3: as data, and as a page.
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { reportKey, reportPageKey } from '../form/object-keys.ts';
import type { Reports } from './vault.ts';

export const s3Reports = (s3: S3Client, bucket: string): Reports => {
  const put = async (Key: string, Body: string, ContentType: string): Promise<string> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
    return Key;
  };
  return {
    write: async (pair, recoveryId, report, page) => {
      // The data first: it is the evidence, and the page can be rebuilt from it.
      const key = await put(reportKey(pair, recoveryId), JSON.stringify(report, undefined, 2), 'application/json');
      return page === undefined ? key : put(reportPageKey(pair, recoveryId), page, 'text/html; charset=utf-8');
    },
  };
};
