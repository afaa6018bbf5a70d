// Finds a deployed pair by the name of its stack: the stack's outputs say which state machine and buckets are its own.
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CliError, usage } from '../base/cli-error.ts';

/** As `cdk deploy` names a pair's stack. */
const STACK_PREFIX = 'Twinbox-';

export interface Deployment {
  readonly pair: string;
  readonly region: string;
  readonly machineArn: string;
  readonly recordBucket: string;
  readonly vaultBucket: string;
  readonly topicArn: string;
  /** CloudFormation's own word: `UPDATE_COMPLETE`. */
  readonly stackStatus: string;
}

const outputOf = ({ Outputs = [] }: Stack, name: string): string | undefined =>
  Outputs.find(({ OutputKey }) => OutputKey === name)?.OutputValue;

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

/** Undefined for a stack that is not a pair's. */
const deploymentOf = (stack: Stack): Deployment | undefined => {
  const { StackName: name = '', StackStatus: stackStatus = 'unknown' } = stack;
  const machineArn = outputOf(stack, 'StateMachineArn');
  const recordBucket = outputOf(stack, 'RecordBucketName');
  const vaultBucket = outputOf(stack, 'VaultBucketName');
  if (!name.startsWith(STACK_PREFIX) || machineArn === undefined) return undefined;
  if (recordBucket === undefined || vaultBucket === undefined) return undefined;
  const topicArn = outputOf(stack, 'OperatorsTopicArn') ?? '';
  const pair = name.slice(STACK_PREFIX.length);
  return { pair, region: regionOf(machineArn), machineArn, recordBucket, vaultBucket, topicArn, stackStatus };
};

const all = async (client: CloudFormationClient): Promise<readonly Deployment[]> => {
  const found: Deployment[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
    found.push(...Stacks.flatMap((stack) => deploymentOf(stack) ?? []));
  return found.toSorted((one, other) => (one.pair < other.pair ? -1 : 1));
};

const isNoStack = (error: unknown): boolean =>
  Error.isError(error) && error.name === 'ValidationError' && error.message.includes('does not exist');

const regionText = async (client: CloudFormationClient): Promise<string> => client.config.region();

const none = (region: string): CliError =>
  new CliError({
    exit: 'usage',
    name: 'NoPair',
    message: `no pair is deployed in ${region} with these credentials`,
    fix: 'name the region of the deployment with --region (home.region of twinbox.yaml), and the account with --profile.',
  });

const unknown = (pair: string, region: string, known: readonly string[]): CliError =>
  known.length === 0
    ? none(region)
    : new CliError({
        exit: 'usage',
        name: 'NoSuchPair',
        message: `there is no pair ${pair} in ${region}; deployed there: ${known.join(', ')}`,
        fix: `name one of them with --pair, or another region with --region.`,
      });

/**
 * The pair of that name; without a name, the only pair of the region.
 * @throws NoPair, NoSuchPair, WrongUsage if there are several
 */
export const findDeployment = async (client: CloudFormationClient, pair: string | undefined): Promise<Deployment> => {
  if (pair !== undefined) {
    const [named] = await Promise.allSettled([
      client.send(new DescribeStacksCommand({ StackName: `${STACK_PREFIX}${pair}` })),
    ]);
    if (named.status === 'fulfilled') {
      const [found] = (named.value.Stacks ?? []).flatMap((stack) => deploymentOf(stack) ?? []);
      if (found) return found;
    } else if (!isNoStack(named.reason)) throw named.reason;
  }
  const deployed = await all(client);
  const region = await regionText(client);
  const names = deployed.map((one) => one.pair);
  if (pair !== undefined) throw unknown(pair, region, names);
  const [only, ...others] = deployed;
  if (only === undefined) throw none(region);
  if (others.length === 0) return only;
  throw usage(
    `${region} has ${names.length} pairs: ${names.join(', ')}`,
    'name one of them with --pair, or in the variable TWINBOX_PAIR.',
  );
};
