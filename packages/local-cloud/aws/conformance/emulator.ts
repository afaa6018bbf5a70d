// Traits of the emulator itself that scenarios rely on: keys, faults, clear errors for what is not emulated.
import assert from 'node:assert/strict';
import {
  DeleteObjectsCommand,
  GetObjectRetentionCommand,
  ListBucketsCommand,
  ListPartsCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { clientsFor } from './clients.ts';
import { type Expectation, refused } from './expectation.ts';

const ERRORS = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html';

export const emulatorExpectations: readonly Expectation[] = [
  {
    service: 'ssm',
    expectation: 'an unknown access key is refused',
    source: ERRORS,
    labOnly: true,
    async run(_bench, { cloud }) {
      const keys = { accessKeyId: 'STRANGER', secretAccessKey: 'any' };
      using stranger = clientsFor({ url: cloud.url, region: 'eu-central-1', keys, maxAttempts: 1 });
      await refused(stranger.ssm.send(new GetParameterCommand({ Name: '/x' })), 'UnrecognizedClientException', 403);
    },
  },
  {
    service: 'ssm',
    expectation: 'a throttled call works when the SDK tries again',
    source: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
    labOnly: true,
    async run(bench, { cloud, retrying }) {
      const name = `/${bench.unique('throttled')}`;
      cloud.ssm.putParameter({ name, value: 'v' });
      using fault = cloud.faults.add({ service: 'ssm', operation: 'GetParameter', kind: 'throttle', times: 1 });
      await retrying.ssm.send(new GetParameterCommand({ Name: name }));
      assert.equal(fault.struck, 1);
    },
  },
  {
    service: 'ssm',
    expectation: 'a refused permission is 403 with the action, the resource and the reason, in JSON services too',
    source: 'assumed',
    labOnly: true,
    async run(_bench, lab) {
      const get = new GetParameterCommand({ Name: '/settings/one' });
      const error = await refused(lab.allowedOnly([]).clients.ssm.send(get), 'AccessDeniedException', 403);
      assert.match(
        error.message,
        /ssm:GetParameter on resource: arn:aws:ssm:.*parameter\/settings\/one \(no statement/,
      );
    },
  },
  {
    service: 's3',
    expectation: 'an operation that is not emulated is named in the error',
    source: 'assumed',
    labOnly: true,
    async run(bench) {
      const { s3 } = bench.clients;
      const at = { Bucket: 'b', Key: 'k' };
      const questions = {
        PutObjectTagging: () => s3.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet: [] } })),
        ListBuckets: () => s3.send(new ListBucketsCommand()),
        ListParts: () => s3.send(new ListPartsCommand({ ...at, UploadId: 'u' })),
        DeleteObjects: () => s3.send(new DeleteObjectsCommand({ ...at, Delete: { Objects: [{ Key: 'k' }] } })),
        GetObjectRetention: () => s3.send(new GetObjectRetentionCommand(at)),
      };
      for (const [name, ask] of Object.entries(questions))
        await assert.rejects(ask, (error) => String(error).includes(`${name} is not emulated`));
    },
  },
];
