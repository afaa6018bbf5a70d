// EC2's instances: what a stop does and does not, and how EC2 refuses.
import assert from 'node:assert/strict';
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { type Bench, type Clients, type Expectation, type LabHandles, refused } from './expectation.ts';

const service = 'ec2';
const LIFECYCLE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html';
const METHODS = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-stop-methods.html';
const ERRORS = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html';
const STOP = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html';
const PROTECTION = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html';

const idOf = ({ unique }: Bench): string =>
  `i-${Buffer.from(unique('i')).toString('hex').padStart(17, '0').slice(-17)}`;

const launched = (bench: Bench, { cloud }: LabHandles) => {
  const machine = {
    on: true,
    powerOn: () => {
      machine.on = true;
    },
    powerOff: () => {
      machine.on = false;
    },
  };
  const instance = cloud.ec2.launch({ instanceId: idOf(bench), machine, privateIpAddress: '10.0.0.7' });
  return { id: instance.instanceId, instance, machine };
};

const stateOf = async ({ ec2 }: Clients, id: string): Promise<string | undefined> => {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations[0]?.Instances?.[0]?.State?.Name;
};

const becomes = async (bench: Bench, id: string, state: string): Promise<void> => {
  const endMs = Date.now() + 60_000;
  while ((await stateOf(bench.clients, id)) !== state) {
    assert.ok(Date.now() < endMs, `still not ${state} after a minute`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const stop = (id: string, more: { Force?: boolean; SkipOsShutdown?: boolean; DryRun?: boolean } = {}) =>
  new StopInstancesCommand({ InstanceIds: [id], ...more });

export const ec2Expectations: readonly Expectation[] = [
  {
    service,
    expectation: 'a stop answers while the instance is stopping, and the machine runs until it is stopped',
    source: LIFECYCLE,
    labOnly: true,
    async run(bench, lab) {
      const { id, machine } = launched(bench, lab);
      const { StoppingInstances } = await bench.clients.ec2.send(stop(id, { Force: true, SkipOsShutdown: true }));
      assert.equal(StoppingInstances?.[0]?.PreviousState?.Name, 'running');
      assert.equal(StoppingInstances?.[0]?.CurrentState?.Name, 'stopping');
      assert.ok(machine.on);
      await becomes(bench, id, 'stopped');
      assert.ok(!machine.on);
    },
  },
  {
    service,
    expectation: 'a stop of a stopped instance changes nothing and is no error',
    source: 'assumed',
    labOnly: true,
    async run(bench, lab) {
      const { id } = launched(bench, lab);
      await bench.clients.ec2.send(stop(id, { SkipOsShutdown: true }));
      await becomes(bench, id, 'stopped');
      const { StoppingInstances } = await bench.clients.ec2.send(stop(id));
      assert.equal(StoppingInstances?.[0]?.CurrentState?.Name, 'stopped');
    },
  },
  {
    service,
    expectation: 'a start of an instance that is stopping is IncorrectInstanceState; of a stopped one it is pending',
    source: LIFECYCLE,
    labOnly: true,
    async run(bench, lab) {
      const { id, machine } = launched(bench, lab);
      await bench.clients.ec2.send(stop(id, { SkipOsShutdown: true }));
      const start = new StartInstancesCommand({ InstanceIds: [id] });
      await refused(bench.clients.ec2.send(start), 'IncorrectInstanceState', 400);
      await becomes(bench, id, 'stopped');
      const { StartingInstances } = await bench.clients.ec2.send(start);
      assert.equal(StartingInstances?.[0]?.CurrentState?.Name, 'pending');
      assert.ok(machine.on);
    },
  },
  {
    service,
    expectation: 'force alone first asks the operating system; with SkipOsShutdown it does not wait for it',
    source: METHODS,
    labOnly: true,
    async run(bench, lab) {
      const { id, instance } = launched(bench, lab);
      instance.traits.hungSystem = true;
      await bench.clients.ec2.send(stop(id, { Force: true }));
      assert.equal(await stateOf(bench.clients, id), 'stopping');
      await bench.clients.ec2.send(stop(id, { Force: true, SkipOsShutdown: true }));
      await becomes(bench, id, 'stopped');
    },
  },
  {
    service,
    expectation: 'a dry run ends with DryRunOperation and stops nothing; without the right with UnauthorizedOperation',
    source: STOP,
    labOnly: true,
    async run(bench, lab) {
      const { id } = launched(bench, lab);
      await refused(bench.clients.ec2.send(stop(id, { DryRun: true })), 'DryRunOperation', 412);
      assert.equal(await stateOf(bench.clients, id), 'running');
      const { clients } = lab.allowedOnly(['ec2:DescribeInstances']);
      await refused(clients.ec2.send(stop(id, { DryRun: true })), 'UnauthorizedOperation', 403);
    },
  },
  {
    service,
    expectation: 'stop protection refuses a stop with OperationNotPermitted, by force too',
    source: PROTECTION,
    labOnly: true,
    async run(bench, lab) {
      const { id, instance } = launched(bench, lab);
      instance.stopProtection = true;
      await refused(bench.clients.ec2.send(stop(id, { Force: true })), 'OperationNotPermitted', 400);
      const ask = new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: 'disableApiStop' });
      assert.equal((await bench.clients.ec2.send(ask)).DisableApiStop?.Value, true);
    },
  },
  {
    service,
    expectation: 'an unknown instance is InvalidInstanceID.NotFound, a wrong form InvalidInstanceID.Malformed',
    source: ERRORS,
    async run(bench) {
      await refused(stateOf(bench.clients, 'i-0ffffffffffffffff'), 'InvalidInstanceID.NotFound', 400);
      await refused(stateOf(bench.clients, 'london'), 'InvalidInstanceID.Malformed', 400);
    },
  },
  {
    service,
    expectation: 'a throttled request is RequestLimitExceeded with 503',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/query-api-troubleshooting.html',
    labOnly: true,
    async run(bench, lab) {
      const { id } = launched(bench, lab);
      using _busy = lab.cloud.faults.add({ service, operation: 'DescribeInstances', kind: 'throttle', times: 1 });
      await refused(stateOf(bench.clients, id), 'RequestLimitExceeded', 503);
    },
  },
];
