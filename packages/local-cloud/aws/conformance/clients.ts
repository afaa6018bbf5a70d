// The SDK clients that the conformance checks use, all on one endpoint.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Clients } from './expectation.ts';

export interface Endpoint {
  readonly url: string;
  readonly region: string;
  /** Left out: the SDK's own search for credentials. */
  readonly accessKeyId?: string;
  readonly maxAttempts: number;
}

export const clientsFor = ({ url, region, accessKeyId, maxAttempts }: Endpoint): Clients & Disposable => {
  const credentials = accessKeyId === undefined ? {} : { credentials: { accessKeyId, secretAccessKey: 'lab' } };
  const config = { endpoint: url, region, maxAttempts, ...credentials };
  const clients: Clients = {
    s3: new S3Client({ ...config, forcePathStyle: true }),
    route53: new Route53Client(config),
    ssm: new SSMClient(config),
    sns: new SNSClient(config),
    secrets: new SecretsManagerClient(config),
    cloudwatch: new CloudWatchClient(config),
    states: new SFNClient(config),
    lambda: new LambdaClient(config),
  };
  return {
    ...clients,
    [Symbol.dispose]: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
};
