// Calls to Amazon EC2 about one instance, each failure under its name. Sources: Amazon EC2 API Reference,
// DescribeInstances, DescribeInstanceAttribute, StopInstances, StartInstances, "Error codes".
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  EC2Client,
  type Instance,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import type { PowerSettingsOf } from '../../contract/settings/power-settings.ts';
import { failure } from '../../domain/failure/failure.ts';
import { type Ec2Instance, ec2IdentityFault } from '../../domain/power/ec2-instance.ts';
import { ec2FailureOf } from './ec2-failure.ts';

export type Ec2Settings = PowerSettingsOf<'ec2'>;

/** How hard a stop is. */
export interface StopOptions {
  /** EC2 takes the host away if the operating system does not shut down in time. */
  readonly force: boolean;
  /** EC2 does not ask the operating system at all. */
  readonly skipOs: boolean;
}

export interface Ec2Calls {
  /** @throws WrongAppliance if the instance is not the appliance, and the failures of `ec2FailureOf` */
  describe(signal: AbortSignal): Promise<Ec2Instance>;
  /** undefined if the role may not read it. */
  stopProtection(signal: AbortSignal): Promise<boolean | undefined>;
  stop(options: StopOptions, signal: AbortSignal): Promise<void>;
  start(signal: AbortSignal): Promise<void>;
}

/** Twinbox's own client, or one like it for another region: Twinbox seldom runs where the appliance does. */
export const ec2ClientIn = async (client: EC2Client, region: string): Promise<EC2Client> => {
  const { config } = client;
  if ((await config.region()) === region) return client;
  const { endpoint, credentials, maxAttempts, requestHandler } = config;
  return new EC2Client({
    ...{ region, credentials, maxAttempts, requestHandler },
    ...(endpoint !== undefined && { endpoint }),
  });
};

const addressesOf = (instance: Instance): readonly string[] => [
  ...new Set(
    [
      instance.PrivateIpAddress,
      instance.PublicIpAddress,
      ...(instance.NetworkInterfaces ?? []).flatMap(({ PrivateIpAddresses }) =>
        (PrivateIpAddresses ?? []).flatMap((one) => [one.PrivateIpAddress, one.Association?.PublicIp]),
      ),
    ].filter((one) => one !== undefined),
  ),
];

const instanceOf = (found: Instance): Ec2Instance => ({
  instanceId: found.InstanceId ?? '',
  state: found.State?.Name ?? 'unknown',
  addresses: addressesOf(found),
  tags: Object.fromEntries((found.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  ...(found.RootDeviceType !== undefined && { rootDevice: found.RootDeviceType }),
  ...(found.InstanceLifecycle !== undefined && { lifecycle: found.InstanceLifecycle }),
});

export const ec2Calls = (home: EC2Client, settings: Ec2Settings): Ec2Calls => {
  const { instanceId, region } = settings;
  const InstanceIds = [instanceId];
  let client: EC2Client | undefined;
  const inRegion = async (): Promise<EC2Client> => {
    client ??= await ec2ClientIn(home, region);
    return client;
  };
  const attempt = async <T>(what: string, work: (ec2: EC2Client) => Promise<T>): Promise<T> => {
    try {
      return await work(await inRegion());
    } catch (error) {
      throw ec2FailureOf(error, { what, instanceId, region });
    }
  };
  return {
    describe: async (signal) => {
      const command = new DescribeInstancesCommand({ InstanceIds });
      const { Reservations = [] } = await attempt('DescribeInstances', (ec2) =>
        ec2.send(command, { abortSignal: signal }),
      );
      const [found, ...others] = Reservations.flatMap(({ Instances = [] }) => Instances);
      if (found === undefined || others.length > 0)
        throw failure('PowerNotFound', `EC2 in ${region} answered with ${others.length + (found ? 1 : 0)} instances`);
      const instance = instanceOf(found);
      const fault = ec2IdentityFault(instance, settings);
      if (fault !== undefined) throw failure('WrongAppliance', `EC2 in ${region}: ${fault}`);
      return instance;
    },
    stopProtection: async (signal) => {
      const command = new DescribeInstanceAttributeCommand({ InstanceId: instanceId, Attribute: 'disableApiStop' });
      const [read] = await Promise.allSettled([inRegion().then((ec2) => ec2.send(command, { abortSignal: signal }))]);
      return read.status === 'fulfilled' ? read.value.DisableApiStop?.Value : undefined;
    },
    stop: async ({ force, skipOs }, signal) => {
      const command = new StopInstancesCommand({ InstanceIds, Force: force, ...(skipOs && { SkipOsShutdown: true }) });
      await attempt('StopInstances', (ec2) => ec2.send(command, { abortSignal: signal }));
    },
    start: async (signal) => {
      const command = new StartInstancesCommand({ InstanceIds });
      await attempt('StartInstances', (ec2) => ec2.send(command, { abortSignal: signal }));
    },
  };
};
