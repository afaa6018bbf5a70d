// The AWS services that a command asks, and how the process connects to them: with the caller's own credentials, or to a
// running lab with the lab's.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Target } from './target.ts';

export interface Clients {
  readonly cloudformation: CloudFormationClient;
  readonly cloudwatch: CloudWatchClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly ssm: SSMClient;
}

/** Makes the clients for a target; a test gives its own. */
export type Connect = (target: Target) => Clients;

/** A person waits: no call may hang for minutes. */
const LIMITS = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

export const connect: Connect = ({ region, profile, lab }) => {
  const options = {
    ...LIMITS,
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(lab && { endpoint: lab.url, region: lab.region, credentials: lab.credentials }),
  };
  return {
    cloudformation: new CloudFormationClient(options),
    cloudwatch: new CloudWatchClient(options),
    s3: new S3Client({ ...options, ...(lab && { forcePathStyle: true }) }),
    sfn: new SFNClient(options),
    ssm: new SSMClient(options),
  };
};
