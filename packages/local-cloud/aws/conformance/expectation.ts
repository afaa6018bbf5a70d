// What the lab expects of AWS, as checks that can run against any endpoint: the emulator, another emulator, AWS itself.
import assert from 'node:assert/strict';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Cloud } from '../cloud.ts';
import type { AuthorizationRequest } from '../dispatcher.ts';

export interface Clients {
  readonly s3: S3Client;
  readonly route53: Route53Client;
  readonly ssm: SSMClient;
  readonly sns: SNSClient;
  readonly secrets: SecretsManagerClient;
  readonly cloudwatch: CloudWatchClient;
  readonly states: SFNClient;
  readonly lambda: LambdaClient;
  readonly ec2: EC2Client;
}

/** What only the emulator offers: faults, state behind the calls, principals with chosen permissions. */
export interface LabHandles {
  readonly cloud: Cloud;
  /** Clients of a fresh principal that may do only these actions, and the requests that IAM received. */
  allowedOnly(actions: readonly string[]): {
    readonly clients: Clients;
    readonly asked: readonly AuthorizationRequest[];
  };
  /** Clients as the SDK is by default: they try again. */
  readonly retrying: Clients;
}

export interface Bench {
  readonly clients: Clients;
  /** A name that no earlier check has used; fit for buckets. */
  unique(stem: string): string;
  nowMs(): number;
  /** Returns once every alarm has been evaluated again. */
  evaluateAlarms(): Promise<void>;
}

interface Stated {
  readonly service: string;
  /** A sentence. */
  readonly expectation: string;
  /** The page it rests on. */
  readonly source: `https://${string}` | 'assumed';
}
export type Expectation = Stated &
  (
    | { readonly labOnly?: false; readonly run: (bench: Bench) => Promise<void> }
    | { readonly labOnly: true; readonly run: (bench: Bench, lab: LabHandles) => Promise<void> }
  );

/** The error that the promise must end with. */
export const refused = async (work: Promise<unknown>, name: string, status: number): Promise<Error> => {
  const error: unknown = await work.then(
    () => assert.fail(`expected ${name}, but it worked`),
    (failure: unknown) => failure,
  );
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  assert.deepEqual({ name: (error as Error).name, status: $metadata?.httpStatusCode }, { name, status }, String(error));
  return error as Error;
};

export const given = <Value>(value: Value | undefined | null): Value => {
  assert.ok(value !== undefined && value !== null, 'a member of the answer is missing');
  return value;
};
