// Instances of Amazon EC2: what the world launches, and what calls change.
import type { LabClock } from '../../base/clock.ts';
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';
import { assertStoppable, dryRunWorked, noSuchInstance } from './ec2-refusals.ts';
import type { Change, Instance, InstanceCommand, Kept, NewInstance, StopOptions } from './instance.ts';
import { instanceLifecycle } from './instance-lifecycle.ts';

export interface Ec2State extends Disposable {
  launch(input: NewInstance): Instance;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Accepted commands, oldest first. */
  readonly commands: readonly InstanceCommand[];
  /** @throws InvalidInstanceID.NotFound */
  existing(instanceId: string): Instance;
  /** Throws what EC2 answers; a dry run ends with DryRunOperation. */
  stop(instanceId: string, options: StopOptions & { readonly dryRun: boolean }, principal: string): Change;
  start(instanceId: string, options: { readonly dryRun: boolean }, principal: string): Change;
}

export const ec2State = (account: Account, clock: LabClock): Ec2State => {
  const instances = new Map<string, Kept>();
  const commands: InstanceCommand[] = [];

  const lifecycle = instanceLifecycle(clock);

  const existing = (instanceId: string): Kept => {
    const one = instances.get(instanceId);
    if (one) return one;
    throw noSuchInstance(instanceId);
  };

  return {
    instances,
    commands,
    existing,
    launch(input) {
      const one: Kept = {
        ...input,
        tags: input.tags ?? {},
        state: 'running',
        shownState: 'running',
        traits: {},
        stopProtection: false,
        wait: undefined,
        terminate: () => {
          one.wait?.[Symbol.dispose]();
          one.machine.powerOff();
          lifecycle.become(one, 'terminated');
        },
      };
      instances.set(one.instanceId, one);
      return one;
    },
    stop(instanceId, { dryRun, ...options }, principal) {
      const one = existing(instanceId);
      assertStoppable(one);
      if (dryRun) throw dryRunWorked();
      commands.push({ atMs: account.nowMs(), instanceId, action: 'StopInstances', principal, ...options });
      const { state: previous } = one;
      if (previous === 'stopped') return { previous, current: previous };
      const remainsHung = previous === 'stopping' && !options.force && !options.skipOs;
      if (previous === 'running') lifecycle.become(one, 'stopping');
      if (previous === 'running' || (!remainsHung && one.traits.stoppingMs === undefined))
        lifecycle.stopLater(one, options);
      return { previous, current: one.state };
    },
    start(instanceId, { dryRun }, principal) {
      const one = existing(instanceId);
      const { state: previous, traits } = one;
      if (previous === 'running' || previous === 'pending') return { previous, current: previous };
      if (previous !== 'stopped')
        throw new AwsError(
          'IncorrectInstanceState',
          `The instance '${instanceId}' is not in a state from which it can be started.`,
        );
      if (dryRun) throw dryRunWorked();
      const { startsWithoutCapacity = 0 } = traits;
      if (startsWithoutCapacity > 0) {
        traits.startsWithoutCapacity = startsWithoutCapacity - 1;
        throw new AwsError(
          'InsufficientInstanceCapacity',
          'We currently do not have sufficient capacity in the Availability Zone you requested.',
          500,
        );
      }
      commands.push({
        atMs: account.nowMs(),
        instanceId,
        action: 'StartInstances',
        principal,
        force: false,
        skipOs: false,
      });
      lifecycle.run(one);
      return { previous, current: one.state };
    },
    [Symbol.dispose]() {
      for (const one of instances.values()) one.wait?.[Symbol.dispose]();
    },
  };
};
