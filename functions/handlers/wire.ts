// The type of every handler. Importing a handler has no effect. Its entry in Lambda, and whoever runs the functions
// elsewhere, calls `wire` with an environment, clients and a platform.
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { CLIENTS_OF, ServiceName } from '../contract/runtime/clients.ts';
import type { RemainingTime } from '../contract/runtime/clock.ts';
import type { FunctionName, VARIABLES_OF } from '../contract/runtime/functions.ts';
import type { Platform } from '../net/platform.ts';

/** Service → its client. */
export interface Clients extends Record<ServiceName, unknown> {
  readonly cloudwatch: CloudWatchClient;
  readonly lambda: LambdaClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly ssm: SSMClient;
}

export type ClientsOf<V extends FunctionName> = Pick<Clients, keyof (typeof CLIENTS_OF)[V] & ServiceName>;

/** Only the variables that the table gives to the function. */
export type EnvironmentOf<V extends FunctionName> = Readonly<Record<(typeof VARIABLES_OF)[V][number], string>>;

/** What a function does with an event. */
export type Work = (event: never, remainingMs: RemainingTime) => Promise<unknown>;

export type Wire<V extends FunctionName> = (
  environment: EnvironmentOf<V>,
  clients: ClientsOf<V>,
  platform: Platform,
) => Work;
