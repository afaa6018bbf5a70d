// Places the functions that reach appliances or power controllers in the customer's network into it. The customer
// provides what they need there: routes to the appliances, and NAT to AWS and to the users' path.

import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../../functions/contract/runtime/functions.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { FileSettings } from '../settings/file-schema.ts';
import { nameFor, type TwinboxFunction } from './twinbox-function.ts';
import type { TwinboxFunctions } from './twinbox-functions.ts';

/** Functions that call an appliance's API or its pages behind /login. */
const ASKING_APPLIANCES: readonly FunctionName[] = [
  'prepare',
  'upload-backup',
  'check-standby',
  'shut-down',
  'promote',
  'capture',
  'final-capture',
  'inspect',
  'check-readiness',
  'set-primary',
];
/** Functions that call a power controller. */
const ASKING_POWER: readonly FunctionName[] = ['prepare', 'shut-down', 'fence', 'power-on', 'read-power'];

/**
 * Actions of Lambda itself on behalf of the function. Source: "Giving Lambda functions access to resources in an Amazon
 * VPC".
 */
const INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

const place = (
  one: TwinboxFunction,
  pair: string,
  { subnetIds, securityGroupIds }: NonNullable<FileSettings['network']>,
): void => {
  (one.lambda.node.defaultChild as CfnFunction).vpcConfig = {
    subnetIds: [...subnetIds],
    securityGroupIds: [...securityGroupIds],
  };
  one.permit({
    sid: 'NetworkInterfaces',
    actions: INTERFACE_ACTIONS,
    resources: ['*'],
    wildcards: 'Lambda makes the network interfaces itself, before they have names; our own code is denied the same.',
  });
  const ours = Stack.of(one).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: nameFor(pair, one.verb),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  one.lambda.addToRolePolicy(
    new PolicyStatement({
      sid: 'NotByOurCode',
      effect: Effect.DENY,
      actions: INTERFACE_ACTIONS,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': ours } },
    }),
  );
};

/** Places the functions that need it into the network. Does nothing without a network. */
export const placeInNetwork = (
  functions: TwinboxFunctions,
  network: FileSettings['network'],
  { name, appliances }: PairSettings,
): void => {
  if (!network) return;
  const apis = appliances.some(({ management }) => management?.via === 'network');
  const power = appliances.some((one) =>
    one.power.some((method) => method.method === 'redfish' && method.via === 'network'),
  );
  const asking = new Set([...(apis ? ASKING_APPLIANCES : []), ...(power ? ASKING_POWER : [])]);
  for (const one of functions.these(...asking)) place(one, name, network);
};
