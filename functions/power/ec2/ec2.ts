// Power of an appliance on Amazon EC2. A stop by force without the operating system's shutdown, as the power switch
// would do it; EC2's force alone first waits for the operating system. A stopped instance has no host and cannot
// answer. What DescribeInstances reports afterwards decides. Source: EC2 User Guide, "Methods for stopping an instance".
import type { EC2Client } from '@aws-sdk/client-ec2';
import { isFailure } from '../../domain/failure/failure.ts';
import { type Ec2Instance, ec2Obstacles, ec2PowerOf } from '../../domain/power/ec2-instance.ts';
import type { Power, PowerReading } from '../power.ts';
import { type Ec2Settings, ec2Calls } from './ec2-calls.ts';
import { nameOf, UNKNOWN_PARAMETER } from './ec2-failure.ts';

export const ec2MethodName = ({ instanceId, region }: Ec2Settings): string => `ec2 ${instanceId} in ${region}`;

const readingOf = (found: Ec2Instance): PowerReading => {
  const obstacles = ec2Obstacles(found);
  return {
    state: ec2PowerOf(found),
    target: { instanceId: found.instanceId },
    ...(obstacles.length > 0 && { obstacles }),
  };
};

/** @param whole also reads what would defeat a stop: one more call. */
export const ec2Power = (client: EC2Client, settings: Ec2Settings, { whole = false } = {}): Power => {
  const calls = ec2Calls(client, settings);

  const forceStop = async (signal: AbortSignal): Promise<string> => {
    try {
      await calls.stop({ force: true, skipOs: true }, signal);
      return 'StopInstances by force, without the operating system';
    } catch (error) {
      if (!isFailure(error) || !UNKNOWN_PARAMETER.has(nameOf(error.cause))) throw error;
      await calls.stop({ force: true, skipOs: false }, signal);
      return 'StopInstances by force';
    }
  };

  return {
    method: ec2MethodName(settings),
    promisesOff: true,
    // Every command reads in the same step that the instance is the appliance.
    off: async (signal) => {
      const found = await calls.describe(signal);
      return ec2PowerOf(found) === 'off' ? undefined : forceStop(signal);
    },
    shutDown: async (signal) => {
      const { state } = await calls.describe(signal);
      if (state === 'running') await calls.stop({ force: false, skipOs: false }, signal);
    },
    on: async (signal) => {
      const { state } = await calls.describe(signal);
      if (state === 'stopped') await calls.start(signal);
    },
    probe: async (signal) => {
      const found = await calls.describe(signal);
      const stopProtection = whole ? await calls.stopProtection(signal) : undefined;
      return readingOf({ ...found, ...(stopProtection !== undefined && { stopProtection }) });
    },
    read: async (signal) => ec2PowerOf(await calls.describe(signal)),
  };
};
