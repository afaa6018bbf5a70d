// Which IAM actions each S3 call needs, the ones that surprise included
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html).
import { type Need, need } from '../operation.ts';
import type { S3State } from './s3-state.ts';

export interface ObjectInput {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

export const bucketArn = (name: string | undefined): string => `arn:aws:s3:::${name ?? ''}`;
export const objectArn = ({ Bucket, Key = '' }: ObjectInput): string => `${bucketArn(Bucket)}/${Key}`;

const keyNeeds = (state: S3State, bucket: string | undefined, actions: readonly string[]): Need[] => {
  const key = state.bucket(bucket ?? '')?.kmsKeyArn;
  return key === undefined ? [] : actions.map((action) => need(action, key));
};

/** GetObject and HeadObject; both are s3:GetObject to IAM. */
export const readNeeds = (state: S3State, input: ObjectInput): Need[] => [
  need(input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', objectArn(input)),
  ...keyNeeds(state, input.Bucket, ['kms:Decrypt']),
];

interface WriteInput extends ObjectInput {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

const lockNeeds = (input: WriteInput): Need[] => [
  ...(input.ObjectLockMode === undefined ? [] : [need('s3:PutObjectRetention', objectArn(input))]),
  ...(input.ObjectLockLegalHoldStatus === undefined ? [] : [need('s3:PutObjectLegalHold', objectArn(input))]),
];

/**
 * Whether the request makes an object appear, which beginning an upload and sending its parts do not.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
type Creates = 'object' | 'nothing-yet';

const putNeed = (input: WriteInput, creates: Creates): Need => {
  const conditions: [string, string | undefined][] = [
    ['s3:ObjectCreationOperation', creates === 'object' ? 'true' : 'false'],
    ['s3:if-match', input.IfMatch],
    ['s3:if-none-match', input.IfNoneMatch],
    ['s3:object-lock-mode', input.ObjectLockMode],
  ];
  const given = conditions.filter((one): one is [string, string] => one[1] !== undefined);
  return need('s3:PutObject', objectArn(input), Object.fromEntries(given));
};

export const putNeeds = (state: S3State, input: WriteInput): Need[] => [
  putNeed(input, 'object'),
  ...(input.IfMatch === undefined ? [] : [need('s3:GetObject', objectArn(input))]),
  ...lockNeeds(input),
  ...keyNeeds(state, input.Bucket, ['kms:GenerateDataKey']),
];

/**
 * Creating, filling and completing an upload is s3:PutObject; with a key both key actions, since parts are read again.
 */
export const uploadNeeds = (state: S3State, input: WriteInput, creates: Creates): Need[] => [
  putNeed(input, creates),
  ...(input.IfMatch === undefined ? [] : [need('s3:GetObject', objectArn(input))]),
  ...lockNeeds(input),
  ...keyNeeds(state, input.Bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
];

export const listNeed = (
  input: { readonly Bucket?: string | undefined; readonly Prefix?: string | undefined },
  action = 's3:ListBucket',
) => need(action, bucketArn(input.Bucket), { 's3:prefix': input.Prefix ?? '' });
