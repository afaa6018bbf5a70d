// S3 on the wire.
import * as sdk from '@aws-sdk/client-s3';
import { type Service, shapeOnlyClient } from '../service.ts';
import { S3_SIGNATURES } from '../signature/signature-style.ts';
import { restWire } from '../wire/rest-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import { bucketOperations } from './bucket-operations.ts';
import { listOperations } from './list-operations.ts';
import { multipartOperations } from './multipart-operations.ts';
import { objectOperations } from './object-operations.ts';
import { retentionOperations } from './retention-operations.ts';
import type { S3State } from './s3-state.ts';

export const s3Service = (state: S3State): Service => {
  const operations = {
    ...bucketOperations(state),
    ...objectOperations(state),
    ...retentionOperations(state),
    ...listOperations(state),
    ...multipartOperations(state),
  };
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.S3Client), Object.keys(operations));
  return {
    name: 's3',
    scope: 's3',
    wire: restWire(shapes, { service: 's3', errors: 's3' }),
    operations,
    deniedCode: 'AccessDenied',
    unknownKeyCode: 'InvalidAccessKeyId',
    signatures: S3_SIGNATURES,
  };
};
