// The AWS clients of each function, with retries and timeouts. A client without a limit would outlive its function; one
// without retries would halt a recovery because of a lost packet.
import type { FunctionName } from './functions.ts';

/** Service → the package of its client, and the client's class. */
export const CLIENT_CLASSES = {
  cloudwatch: ['@aws-sdk/client-cloudwatch', 'CloudWatchClient'],
  ec2: ['@aws-sdk/client-ec2', 'EC2Client'],
  lambda: ['@aws-sdk/client-lambda', 'LambdaClient'],
  route53: ['@aws-sdk/client-route-53', 'Route53Client'],
  s3: ['@aws-sdk/client-s3', 'S3Client'],
  secrets: ['@aws-sdk/client-secrets-manager', 'SecretsManagerClient'],
  sfn: ['@aws-sdk/client-sfn', 'SFNClient'],
  sns: ['@aws-sdk/client-sns', 'SNSClient'],
  ssm: ['@aws-sdk/client-ssm', 'SSMClient'],
} as const satisfies Record<string, readonly [string, string]>;

export type ServiceName = keyof typeof CLIENT_CLASSES;

export interface ClientOptions {
  readonly maxAttempts: number;
  readonly requestHandler?: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

const bounded = (requestTimeout: number): ClientOptions => ({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
});

const STANDARD: ClientOptions = { maxAttempts: 3 };
/** A round must not hang on AWS: two attempts, and the round's own deadline for all of them. */
const ROUND = bounded(3_000);
/** An inspection must end within its minute. */
const MINUTE = bounded(5_000);
/** For requests that are made only once. */
const PERSISTENT: ClientOptions = { maxAttempts: 6 };
/**
 * Never repeat the invocation of a restore after a lost answer: a second upload could restart the appliance during its
 * restore.
 */
const ONCE: ClientOptions = { maxAttempts: 1 };

const each = <S extends ServiceName>(
  options: ClientOptions,
  ...services: readonly S[]
): Readonly<Record<S, ClientOptions>> =>
  Object.fromEntries(services.map((service) => [service, options])) as Record<S, ClientOptions>;

export const CLIENTS_OF = {
  begin: each(STANDARD, 's3', 'sfn', 'sns', 'ssm', 'route53'),
  confirm: each(STANDARD, 's3', 'sns'),
  'final-capture': each(STANDARD, 's3', 'secrets'),
  'power-on': each(STANDARD, 's3', 'secrets', 'ec2', 'lambda'),
  // Runs only once, and Route 53 allows five requests per second for a whole account.
  prepare: { ...each(STANDARD, 's3', 'secrets', 'sns', 'ec2', 'lambda'), route53: PERSISTENT },
  'confirm-drill': each(STANDARD, 's3'),
  'upload-backup': { ...each(STANDARD, 's3', 'secrets'), lambda: ONCE },
  'await-restore': each(STANDARD, 's3'),
  'check-standby': each(STANDARD, 's3', 'secrets', 'sns'),
  'await-decision': each(STANDARD, 's3', 'sns'),
  reconfirm: each(STANDARD, 's3'),
  'claim-traffic': each(STANDARD, 's3', 'route53'),
  'shut-down': each(STANDARD, 's3', 'secrets', 'sns', 'ec2', 'lambda'),
  fence: each(STANDARD, 's3', 'secrets', 'sns', 'ec2', 'lambda'),
  promote: each(STANDARD, 's3', 'secrets'),
  'move-traffic': each(STANDARD, 's3', 'route53'),
  'await-traffic': each(STANDARD, 's3', 'route53'),
  verify: each(STANDARD, 's3'),
  finish: each(STANDARD, 's3', 'sns'),
  'stand-down': each(STANDARD, 's3', 'sns'),
  operate: each(STANDARD, 's3', 'sns'),
  'set-primary': each(STANDARD, 's3', 'secrets', 'sns', 'route53'),
  'check-readiness': each(STANDARD, 's3', 'secrets', 'ssm'),
  halt: each(STANDARD, 's3', 'sns', 'ssm', 'cloudwatch'),
  'close-out': each(STANDARD, 's3', 'sns', 'ssm', 'cloudwatch'),
  reconcile: each(STANDARD, 's3', 'sfn', 'sns', 'ssm', 'cloudwatch'),
  watch: each(ROUND, 's3', 'ssm', 'cloudwatch'),
  capture: each(STANDARD, 's3', 'secrets', 'sns', 'ssm', 'cloudwatch'),
  inspect: each(MINUTE, 's3', 'secrets', 'sns', 'ssm', 'cloudwatch', 'route53'),
  'read-back': each(STANDARD, 's3', 'ssm'),
  'read-power': each(STANDARD, 's3', 'secrets', 'ssm', 'ec2', 'lambda'),
} as const satisfies Record<FunctionName, Partial<Record<ServiceName, ClientOptions>>>;
