// What the template says of one function, as the host uses it, and the environment that Lambda would give it.

import type { Keys } from '../../aws/cloud.ts';
import { listOf, objectOf, optionalNumber, optionalText, textOf } from '../../base/json.ts';
import type { Declared, TemplateResource } from '../template/template.ts';
import type { InvocationContext } from './worker-protocol.ts';

export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Directory of the staged bundle, and the handler in it: `index.handler`. */
  readonly directory: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** The template's own variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Published versions ('1', ...), and aliases with the version each points at. */
  readonly versions: readonly string[];
  readonly aliases: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  /** Asynchronous events: further tries (AWS: 2) and the age at which an event is dropped (AWS: 6 h). */
  readonly asyncRetries: number;
  readonly asyncMaxAgeMs: number;
}

const nameIn = (functionNameOrArn: string): string =>
  functionNameOrArn.startsWith('arn:')
    ? (functionNameOrArn.split(':')[6] ?? '')
    : (functionNameOrArn.split(':')[0] ?? '');

const definitionOf = (template: Declared, lambda: TemplateResource): FunctionDefinition => {
  const { properties, name } = lambda;
  const ofThisFunction = (type: string): TemplateResource[] =>
    template.byType(type).filter((one) => nameIn(optionalText(one.properties.FunctionName) ?? '') === name);
  const versions = ofThisFunction('AWS::Lambda::Version').map(({ ref }) => ref.split(':').at(-1) ?? '');
  const aliases = Object.fromEntries(
    ofThisFunction('AWS::Lambda::Alias').map((alias) => [alias.name, String(alias.properties.FunctionVersion)]),
  );
  const variables = Object.entries(objectOf(objectOf(properties.Environment).Variables));
  const asynchronous = ofThisFunction('AWS::Lambda::EventInvokeConfig')[0]?.properties ?? {};
  const reserved = optionalNumber(properties.ReservedConcurrentExecutions);
  return {
    name,
    arn: lambda.arn,
    roleArn: textOf(properties.Role, `the role of ${lambda.logicalId}`),
    directory: template.codeDirectory(lambda),
    handler: textOf(properties.Handler, `the handler of ${lambda.logicalId}`),
    timeoutMs: (optionalNumber(properties.Timeout) ?? 3) * 1000,
    memoryMb: optionalNumber(properties.MemorySize) ?? 128,
    variables: Object.fromEntries(variables.map(([key, value]) => [key, String(value)])),
    versions,
    aliases,
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
    asyncRetries: optionalNumber(asynchronous.MaximumRetryAttempts) ?? 2,
    asyncMaxAgeMs: (optionalNumber(asynchronous.MaximumEventAgeInSeconds) ?? 21_600) * 1000,
  };
};

/** All functions of the stack. Only Node.js runtimes can be run here; another one is an error. */
export const functionsIn = (template: Declared): FunctionDefinition[] =>
  template.byType('AWS::Lambda::Function').map((lambda) => {
    const runtime = optionalText(lambda.properties.Runtime) ?? 'none';
    if (!runtime.startsWith('nodejs'))
      throw new Error(`${lambda.logicalId}: the lab runs Node.js only, not ${runtime}`);
    if (listOf(lambda.properties.Layers).length > 0) throw new Error(`${lambda.logicalId}: the lab has no layers`);
    return definitionOf(template, lambda);
  });

/** What every function signs with, beside the access key that identifies it. */
export const FUNCTION_KEYS = {
  secretAccessKey: 'lab/secret+access/key/of/the/functions',
  sessionToken: 'lab//session+token//of//the//functions==',
} as const;

/**
 * The whole environment of a sandbox. Source: "Defined runtime environment variables" of the Lambda developer guide;
 * AWS_ENDPOINT_URL is the one thing that AWS would not set.
 */
export const environmentOf = (
  definition: FunctionDefinition,
  given: {
    readonly region: string;
    readonly keys: Keys;
    readonly awsUrl: string | undefined;
    readonly extra?: Record<string, string>;
  },
): Record<string, string> => ({
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
  LAMBDA_TASK_ROOT: definition.directory,
  LAMBDA_RUNTIME_DIR: '/var/runtime',
  AWS_REGION: given.region,
  AWS_DEFAULT_REGION: given.region,
  AWS_ACCESS_KEY_ID: given.keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: given.keys.secretAccessKey,
  ...(given.keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: given.keys.sessionToken }),
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_VERSION: definition.versions.at(-1) ?? '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'lab',
  _HANDLER: definition.handler,
  ...(given.awsUrl === undefined ? {} : { AWS_ENDPOINT_URL: given.awsUrl }),
  ...definition.variables,
  ...given.extra,
});

/** The context object of one invocation, as far as it is data. */
export const contextOf = (
  { name, memoryMb }: FunctionDefinition,
  { requestId, version, arn }: { readonly requestId: string; readonly version: string; readonly arn: string },
): InvocationContext => ({
  awsRequestId: requestId,
  functionName: name,
  functionVersion: version,
  invokedFunctionArn: arn,
  memoryLimitInMB: String(memoryMb),
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'lab',
});
