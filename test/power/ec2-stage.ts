// One appliance on an instance of the emulated EC2, and the method over both.
import { EC2Client } from '@aws-sdk/client-ec2';
import { ec2Power } from '../../functions/power/ec2/ec2.ts';
import type { Ec2Settings } from '../../functions/power/ec2/ec2-calls.ts';
import type { Power } from '../../functions/power/power.ts';
import { type Cloud, startCloud } from '../../packages/local-cloud/aws/cloud.ts';
import type { Instance } from '../../packages/local-cloud/aws/ec2/instance.ts';
import { type VirtualClock, virtualClock } from '../../packages/local-cloud/test/aws/virtual-clock.ts';

export const INSTANCE_ID = 'i-0123456789abcdef0';
const REGION = 'eu-west-1';
/** Longer than any shutdown of the emulation. */
export const SETTLED_MS = 600_000;

export interface Ec2Stage extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly clock: VirtualClock;
  readonly instance: Instance;
  readonly power: Power;
  /** As the hour's reading has it. */
  readonly whole: Power;
  /** Actions that the role has; every action if it is absent. */
  allowed: readonly string[] | undefined;
  /** What the machine on the instance is now. */
  readonly machine: { on: boolean };
}

export const ec2Stage = async (settings: Partial<Ec2Settings> = {}): Promise<Ec2Stage> => {
  const clock = virtualClock();
  const self: { allowed: readonly string[] | undefined } = { allowed: undefined };
  const cloud = await startCloud({
    ...{ clock, region: REGION, accountId: '123456789012', believesCallers: true },
    authorize: ({ action }) => ({ allowed: self.allowed?.includes(action) ?? true, reason: 'no statement' }),
  });
  const keys = { accessKeyId: 'FENCE', secretAccessKey: 'secret of the role' };
  cloud.registerPrincipal(keys, 'fence');
  const machine = {
    on: true,
    powerOn: () => {
      machine.on = true;
    },
    powerOff: () => {
      machine.on = false;
    },
  };
  const instance = cloud.ec2.launch({
    ...{ instanceId: INSTANCE_ID, machine, privateIpAddress: '10.1.0.10', publicIpAddress: '203.0.113.10' },
    tags: { Name: 'london' },
  });
  const client = new EC2Client({ endpoint: cloud.url, region: REGION, credentials: keys, maxAttempts: 1 });
  const whole: Ec2Settings = { method: 'ec2', instanceId: INSTANCE_ID, region: REGION, ...settings };
  return Object.assign(self, {
    ...{ cloud, clock, instance, machine },
    power: ec2Power(client, whole),
    whole: ec2Power(client, whole, { whole: true }),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await cloud[Symbol.asyncDispose]();
    },
  });
};
