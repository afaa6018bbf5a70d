// The SDK clients that the conformance checks use, all on one endpoint.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Keys } from '../signature/credential.ts';
import type { Clients } from './expectation.ts';

export interface Endpoint {
  readonly url: string;
  readonly region: string;
  /** Left out: the SDK's own search for credentials. */
  readonly keys?: Keys;
  readonly maxAttempts: number;
  /** The time at the endpoint; left out: that of this machine. */
  readonly nowMs?: () => number;
}

/**
 * Requests are signed by the endpoint's time. A client finds its clock wrong with the first refusal only, and may not
 * try again here.
 */
const signByTimeOf = (client: object, nowMs: () => number): void => {
  const config = (client as { readonly config: object }).config;
  Object.defineProperty(config, 'systemClockOffset', { get: () => nowMs() - Date.now(), set: () => undefined });
};

export const clientsFor = ({ url, region, keys, maxAttempts, nowMs }: Endpoint): Clients & Disposable => {
  const credentials = keys === undefined ? {} : { credentials: keys };
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
    ec2: new EC2Client(config),
  };
  for (const client of Object.values(clients)) if (nowMs) signByTimeOf(client, nowMs);
  return {
    ...clients,
    [Symbol.dispose]: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
};
