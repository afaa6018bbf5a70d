// Amazon EC2 on the wire: the part that reads, stops and starts instances.
import * as sdk from '@aws-sdk/client-ec2';
import { AwsError } from '../aws-error.ts';
import { type Call, type Need, need, operation } from '../operation.ts';
import { type Account, type Service, shapeOnlyClient } from '../service.ts';
import { XML_SIGNATURES } from '../signature/signature-style.ts';
import { queryWire } from '../wire/query-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import type { Ec2State } from './ec2-state.ts';
import type { Change, Instance, InstanceState } from './instance.ts';

/** The low byte of the code. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const CODES: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};
const shown = (Name: InstanceState) => ({ Code: CODES[Name], Name });

const described = (one: Instance): sdk.Instance => {
  const ended = one.shownState === 'terminated';
  const addresses = ended
    ? {}
    : {
        PrivateIpAddress: one.privateIpAddress,
        ...(one.publicIpAddress === undefined ? {} : { PublicIpAddress: one.publicIpAddress }),
      };
  return {
    InstanceId: one.instanceId,
    State: shown(one.shownState),
    ...addresses,
    RootDeviceType: one.rootDeviceType ?? 'ebs',
    ...(one.spot === undefined ? {} : { InstanceLifecycle: 'spot' as const }),
    Tags: Object.entries(one.tags).map(([Key, Value]) => ({ Key, Value })),
  };
};

const changed = (instanceId: string, { previous, current }: Change): sdk.InstanceStateChange => ({
  InstanceId: instanceId,
  PreviousState: shown(previous),
  CurrentState: shown(current),
});

const operationsOf = (state: Ec2State, { region, accountId }: Account) => {
  const onInstances = (action: string, ids: readonly string[] = []): Need[] =>
    ids.map((id) => need(`ec2:${action}`, `arn:aws:ec2:${region}:${accountId}:instance/${id}`));
  const each = <T>(ids: readonly string[] = [], work: (id: string) => T): T[] => {
    // One unknown id refuses the whole request.
    for (const id of ids) state.existing(id);
    return ids.map(work);
  };
  return {
    DescribeInstances: operation(
      (_input: sdk.DescribeInstancesRequest) => [need('ec2:DescribeInstances', '*')],
      ({ InstanceIds = [], Filters }) => {
        if (Filters !== undefined) throw new AwsError('NotImplemented', 'DescribeInstances by Filters is not emulated');
        const ids = InstanceIds.length > 0 ? InstanceIds : [...state.instances.keys()];
        return {
          Reservations: each(ids, (id) => ({
            ReservationId: `r-${id.slice(2)}`,
            Instances: [described(state.existing(id))],
          })),
        };
      },
    ),
    DescribeInstanceAttribute: operation(
      (input: sdk.DescribeInstanceAttributeRequest) =>
        onInstances('DescribeInstanceAttribute', [input.InstanceId ?? '']),
      ({ InstanceId = '', Attribute }) => {
        if (Attribute !== 'disableApiStop')
          throw new AwsError('NotImplemented', `the attribute ${Attribute} is not emulated`);
        return { InstanceId, DisableApiStop: { Value: state.existing(InstanceId).stopProtection } };
      },
    ),
    StopInstances: operation(
      (input: sdk.StopInstancesRequest) => onInstances('StopInstances', input.InstanceIds),
      ({ InstanceIds = [], Force = false, SkipOsShutdown = false, DryRun = false }, { principal }: Call) => ({
        StoppingInstances: each(InstanceIds, (id) =>
          changed(id, state.stop(id, { force: Force, skipOs: SkipOsShutdown, dryRun: DryRun }, principal)),
        ),
      }),
    ),
    StartInstances: operation(
      (input: sdk.StartInstancesRequest) => onInstances('StartInstances', input.InstanceIds),
      ({ InstanceIds = [], DryRun = false }, { principal }: Call) => ({
        StartingInstances: each(InstanceIds, (id) => changed(id, state.start(id, { dryRun: DryRun }, principal))),
      }),
    ),
  };
};

export const ec2Service = (state: Ec2State, account: Account): Service => {
  const operations = operationsOf(state, account);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.EC2Client), Object.keys(operations));
  return {
    name: 'ec2',
    scope: 'ec2',
    wire: queryWire(shapes, 'ec2', 'ec2'),
    operations,
    deniedCode: 'UnauthorizedOperation',
    unknownKeyCode: 'AuthFailure',
    signatures: XML_SIGNATURES,
  };
};
