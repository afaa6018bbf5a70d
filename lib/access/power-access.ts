// Who may read and switch the power of the appliances on Amazon EC2 and behind the owner's functions. The secrets of
// power controllers are in secret-access.ts.
import { Stack } from 'aws-cdk-lib';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';
import { ec2InstancesOf, powerFunctionsOf } from './settings-access.ts';

/** The instances by name, in the account of Twinbox. */
const instanceArns = (of: TwinboxFunction, pair: PairSettings): string[] => {
  const { partition, account } = Stack.of(of);
  return [
    ...new Set(
      ec2InstancesOf(pair).map(
        ({ instanceId, region }) => `arn:${partition}:ec2:${region}:${account}:instance/${instanceId}`,
      ),
    ),
  ];
};

/** Lets the function call the power functions of the pair's owner. */
export const grantCallPower = (caller: TwinboxFunction, pair: PairSettings): void =>
  caller.permit({ sid: 'CallPower', actions: ['lambda:InvokeFunction'], resources: [...powerFunctionsOf(pair)] });

/** Lets the function read the instances, and whether something protects them from being stopped. */
export const grantReadInstances = (reader: TwinboxFunction, pair: PairSettings): void => {
  reader.permit({
    sid: 'ReadInstances',
    actions: ['ec2:DescribeInstances'],
    resources: ['*'],
    wildcards: 'EC2 cannot narrow DescribeInstances to an instance; it only reads.',
  });
  reader.permit({
    sid: 'ReadInstanceProtection',
    actions: ['ec2:DescribeInstanceAttribute'],
    resources: instanceArns(reader, pair),
  });
};

/** Lets the function stop these instances and no others. */
export const grantStopInstances = (commander: TwinboxFunction, pair: PairSettings): void =>
  commander.permit({
    sid: 'StopInstances',
    actions: ['ec2:StopInstances'],
    resources: instanceArns(commander, pair),
  });

/** Lets the function start these instances and no others. */
export const grantStartInstances = (commander: TwinboxFunction, pair: PairSettings): void =>
  commander.permit({
    sid: 'StartInstances',
    actions: ['ec2:StartInstances'],
    resources: instanceArns(commander, pair),
  });
