// Understands a command of the AWS CLI as the CLI does: service and operation by their names in the SDK's own models,
// each option as a member of the operation's input, each name in a query as a member of its output.
// Source: "Command structure in the AWS CLI" and "Filtering output in the AWS CLI" of its user guide.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as lambda from '@aws-sdk/client-lambda';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as states from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import { NormalizedSchema } from '@smithy/core/schema';
import { shapeOnlyClient } from '../../../packages/local-cloud/aws/service.ts';
import { type OperationShape, type Schema, sdkShapes } from '../../../packages/local-cloud/aws/wire/schema.ts';

const MODELS: Readonly<Record<string, ReadonlyMap<string, OperationShape>>> = Object.fromEntries(
  (
    [
      ['cloudwatch', cloudwatch, cloudwatch.CloudWatchClient],
      ['lambda', lambda, lambda.LambdaClient],
      ['route53', route53, route53.Route53Client],
      ['s3api', s3, s3.S3Client],
      ['scheduler', scheduler, scheduler.SchedulerClient],
      ['secretsmanager', secrets, secrets.SecretsManagerClient],
      ['stepfunctions', states, states.SFNClient],
      ['sns', sns, sns.SNSClient],
      ['ssm', ssm, ssm.SSMClient],
    ] as const
  ).map(([name, sdk, client]) => [name, sdkShapes(sdk, shapeOnlyClient(client as never), []).operations]),
);

/** Options of every command, with a value; the last three of every command that gives pages. */
const GLOBAL = [
  'output',
  'query',
  'cli-binary-format',
  'cli-read-timeout',
  'region',
  'profile',
  'max-items',
  'page-size',
  'starting-token',
];

export interface Options {
  readonly positional: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

/** Splits arguments; an option without a value is 'true'. */
export const optionsOf = (args: readonly string[]): Options => {
  const positional: string[] = [];
  const named = new Map<string, string>();
  for (let index = 0; index < args.length; index += 1) {
    const [arg = '', next] = args.slice(index, index + 2);
    if (!arg.startsWith('--')) positional.push(arg);
    else if (next === undefined || next.startsWith('--')) named.set(arg.slice(2), 'true');
    else {
      named.set(arg.slice(2), next);
      index += 1;
    }
  }
  return { positional, named };
};

const plain = (name: string): string => name.replaceAll('-', '').toLowerCase();

const membersOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  schema.isStructSchema() ? [...schema.structIterator()] : [];

/** Every member's name at any depth. */
const namesIn = (schema: Schema, depth = 0): readonly string[] => {
  if (depth > 6) return [];
  if (schema.isListSchema()) return namesIn(schema.getValueSchema(), depth + 1);
  return membersOf(schema).flatMap(([name, member]) => [name, ...namesIn(member, depth + 1)]);
};

const givenAs = async (text: string, member: Schema, folder: string): Promise<unknown> => {
  const given = text.startsWith('file://') ? await readFile(resolve(folder, text.slice(7)), 'utf8') : text;
  if (member.isNumericSchema()) return Number(given);
  if (member.isBooleanSchema()) return given === 'true';
  if (member.isStreaming()) return readFile(resolve(folder, given));
  return member.isBlobSchema() ? new TextEncoder().encode(given) : given;
};

export interface AwsCommand {
  readonly service: string;
  /** As in the SDK, e.g. StartExecution. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Where the CLI puts a body of the answer. */
  readonly outfile: string | undefined;
  readonly query: string | undefined;
}

/** @throws what is wrong with it, in words */
export const awsCommandOf = async (args: readonly string[], folder: string): Promise<AwsCommand> => {
  const { positional, named } = optionsOf(args);
  const [service = '', verb = '', outfile] = positional;
  const operations = MODELS[service];
  if (!operations) throw new Error(`no model of a service ${service}`);
  const [operation, shape] = [...operations].find(([name]) => plain(name) === plain(verb)) ?? [];
  if (!operation || !shape) throw new Error(`${service} has no operation ${verb}`);
  const members = membersOf(NormalizedSchema.of(shape.input));
  const input: Record<string, unknown> = {};
  for (const [name, text] of named) {
    if (GLOBAL.includes(name)) continue;
    const [member, schema] = members.find(([one]) => plain(one) === plain(name)) ?? [];
    if (!member || !schema) throw new Error(`${service} ${verb} has no option --${name}`);
    input[member] = await givenAs(text, schema, folder);
  }
  const query = named.get('query');
  const known = namesIn(NormalizedSchema.of(shape.output));
  const asked = query?.replaceAll(/'[^']*'/g, '').match(/[A-Za-z]\w*/g) ?? [];
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`the answer of ${service} ${verb} has no ${unknown.join(', ')}`);
  return { service, operation, input, outfile, query };
};
