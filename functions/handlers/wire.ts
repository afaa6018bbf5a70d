// The type of every handler. Importing a handler has no effect. Its entry in Lambda, and whoever runs the functions
// elsewhere, calls `wire` with an environment, clients and a platform.
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { CLIENTS_OF, ServiceName } from '../contract/runtime/clients.ts';
import type { RemainingTime } from '../contract/runtime/clock.ts';
import type { Variable } from '../contract/runtime/environment.ts';
import type { FunctionName, VARIABLES_OF } from '../contract/runtime/functions.ts';
import type { Platform } from '../net/platform.ts';

/** Service → its client. */
interface Clients extends Record<ServiceName, unknown> {
  readonly cloudwatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly lambda: LambdaClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly ssm: SSMClient;
}

/** What a function, or a set of its tools, is given: only these variables and clients, and the platform. */
export type Given<V extends Variable = never, S extends ServiceName = never> = [
  environment: Readonly<Record<V, string>>,
  clients: Pick<Clients, S>,
  platform: Platform,
];

/** What the tables give to a function. */
export type GivenTo<V extends FunctionName> = Given<
  (typeof VARIABLES_OF)[V][number],
  keyof (typeof CLIENTS_OF)[V] & ServiceName
>;

/** Gives what a function does with an event. */
export type Wire<V extends FunctionName> = (
  ...given: GivenTo<V>
) => (event: never, remainingMs: RemainingTime) => Promise<unknown>;
