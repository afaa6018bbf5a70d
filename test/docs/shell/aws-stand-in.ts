// Stands in for the AWS CLI: each command is understood by the SDK's models and then sent, by the real SDK, to the
// emulated AWS that was filled from the synthesized template. Names that are not in the template are refused, as AWS
// would refuse them.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as lambda from '@aws-sdk/client-lambda';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as states from '@aws-sdk/client-sfn';
import * as ssm from '@aws-sdk/client-ssm';
import { type Cloud, WORLD_KEYS } from '../../../packages/local-cloud/aws/cloud.ts';
import { clientsFor } from '../../../packages/local-cloud/aws/conformance/clients.ts';
import type { Template } from '../../../packages/local-cloud/host/template/template.ts';
import { type AwsCommand, awsCommandOf, type Options, optionsOf } from './aws-calls.ts';
import type { StandIn } from './stand-ins.ts';

interface World {
  readonly cloud: Cloud;
  readonly template: Template;
}
type Answer = Readonly<Record<string, unknown>>;

const SDKS: Readonly<Record<string, readonly [object, 'cloudwatch' | 'lambda' | 'route53' | 's3' | 'states' | 'ssm']>> =
  {
    cloudwatch: [cloudwatch, 'cloudwatch'],
    lambda: [lambda, 'lambda'],
    route53: [route53, 'route53'],
    s3api: [s3, 's3'],
    stepfunctions: [states, 'states'],
    ssm: [ssm, 'ssm'],
  };

const wanted = (names: readonly string[], name: unknown, what: string): void => {
  if (!names.includes(String(name)))
    throw new Error(`there is no ${what} ${String(name)}; there are ${names.join(', ')}`);
};

/** Operations that the emulated AWS does not have: answered here, from the template and the state. */
const beside = ({ cloud, template }: World): Readonly<Record<string, (input: Answer) => Answer>> => {
  const put = ({ Name, SecretId, SecretString }: Answer): Answer => {
    const value = String(SecretString);
    JSON.parse(value);
    return { Name: cloud.secrets.putSecret({ name: String(Name ?? SecretId), value }).name };
  };
  return {
    CreateSecret: put,
    PutSecretValue: put,
    ListSubscriptionsByTopic: ({ TopicArn }) => {
      wanted([...cloud.sns.topics.keys()], TopicArn, 'topic');
      return { Subscriptions: cloud.sns.topic(String(TopicArn))?.subscriptions ?? [] };
    },
    GetSchedule: ({ Name }) => {
      wanted(
        template.byType('AWS::Scheduler::Schedule').map(({ name }) => name),
        Name,
        'schedule',
      );
      return { State: 'ENABLED' };
    },
    GetFunctionConcurrency: ({ FunctionName }) => {
      wanted(
        template.byType('AWS::Lambda::Function').map(({ name }) => name),
        FunctionName,
        'function',
      );
      return {};
    },
  };
};

const bytesOf = async (answer: Answer): Promise<Uint8Array | undefined> => {
  if (answer.Payload instanceof Uint8Array) return answer.Payload;
  const { Body } = answer as { Body?: { transformToByteArray(): Promise<Uint8Array> } };
  return Body?.transformToByteArray();
};

/** A path of names, as CLI text; anything else as the whole answer. */
const shown = (answer: Answer, query: string | undefined): string => {
  if (query === undefined || !/^[\w.]+$/.test(query)) return `${JSON.stringify(answer)}\n`;
  return `${String(query.split('.').reduce<unknown>((value, name) => (value as Answer | undefined)?.[name], answer))}\n`;
};

const stackOutput = ({ template }: World, { named }: Options): string => {
  wanted([template.stackName], named.get('stack-name'), 'stack');
  const [, key = ''] =
    /^Stacks\[0\]\.Outputs\[\?OutputKey=='(\w+)'\]\.OutputValue$/.exec(named.get('query') ?? '') ?? [];
  wanted(Object.keys(template.outputs), key, 'output');
  return `${String(template.outputs[key])}\n`;
};

const tail = ({ template }: World, { positional, named }: Options): string => {
  const groups = template.byType('AWS::Logs::LogGroup').map(({ properties }) => String(properties.LogGroupName));
  wanted(groups, positional[2], 'log group');
  const strange = [...named].filter(([name, value]) => name !== 'since' || !/^\d+[mhd]$/.test(value));
  if (strange.length > 0) throw new Error(`logs tail does not take ${JSON.stringify(strange)}`);
  return '';
};

const onlyNamed = ({ named }: Options, known: readonly string[]): void => {
  for (const name of named.keys()) wanted(known, name, 'option');
};

const placeOf = (url: string): { Bucket: string; Key: string } => {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(url) ?? [];
  return { Bucket, Key };
};

const copy = async (client: s3.S3Client, options: Options, folder: string): Promise<string> => {
  onlyNamed(options, []);
  const [, , from = '', to = ''] = options.positional;
  if (!from.startsWith('s3://')) {
    await client.send(new s3.PutObjectCommand({ ...placeOf(to), Body: await readFile(resolve(folder, from)) }));
    return '';
  }
  const { Body } = await client.send(new s3.GetObjectCommand(placeOf(from)));
  const text = (await Body?.transformToString()) ?? '';
  if (to === '-') return text;
  await writeFile(resolve(folder, to), text);
  return '';
};

const list = async (client: s3.S3Client, options: Options): Promise<string> => {
  onlyNamed(options, ['recursive']);
  const { Bucket, Key } = placeOf(options.positional[2] ?? '');
  const { Contents = [] } = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: Key }));
  if (Contents.length === 0) throw new Error(`nothing lies under ${Key}`);
  return Contents.map(({ Key: key }) => `${key}\n`).join('');
};

/** The stand-in for `aws`. */
export const awsStandIn = (world: World): StandIn & Disposable => {
  const clients = clientsFor({
    url: world.cloud.url,
    region: 'eu-central-1',
    keys: WORLD_KEYS,
    maxAttempts: 1,
  });
  const others = beside(world);
  const answerOf = async ({ service, operation, input }: AwsCommand): Promise<Answer> => {
    const other = others[operation];
    if (other) return other(input);
    const [sdk, name] = SDKS[service] ?? [];
    if (!sdk || !name) throw new Error(`${service} ${operation} is neither emulated nor answered by this test`);
    const Command = (sdk as Record<string, new (input: object) => never>)[`${operation}Command`];
    if (!Command) throw new Error(`the SDK has no ${operation}Command`);
    return (clients[name] as { send(command: never): Promise<Answer> }).send(new Command(input));
  };
  const standIn: StandIn = async ({ args, folder }) => {
    const options = optionsOf(args);
    switch (`${args[0]} ${args[1]}`) {
      case 'cloudformation describe-stacks':
        return stackOutput(world, options);
      case 'logs tail':
        return tail(world, options);
      case 's3 cp':
        return copy(clients.s3, options, folder);
      case 's3 ls':
        return list(clients.s3, options);
    }
    const command = await awsCommandOf(args, folder);
    const answer = await answerOf(command);
    const bytes = await bytesOf(answer);
    if (bytes === undefined) return shown(answer, command.query);
    if (command.outfile === undefined) throw new Error(`${args[0]} ${args[1]} needs a file for its answer`);
    if (!command.outfile.startsWith('/dev/')) await writeFile(resolve(folder, command.outfile), bytes);
    return command.outfile === '/dev/stdout' ? Buffer.from(bytes).toString('utf8') : '';
  };
  return Object.assign(standIn, { [Symbol.dispose]: () => clients[Symbol.dispose]() });
};
