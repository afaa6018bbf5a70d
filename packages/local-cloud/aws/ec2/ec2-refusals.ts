// When EC2 refuses to stop an instance, in its own words. Sources: EC2 User Guide, "Instance lifecycle", "Enable stop
// protection"; the messages of public bug reports.
import { AwsError } from '../aws-error.ts';
import type { Kept } from './instance.ts';

export const dryRunWorked = (): AwsError =>
  new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);

export const assertStoppable = (one: Kept): void => {
  const { instanceId, state, rootDeviceType, spot, stopProtection } = one;
  if (rootDeviceType === 'instance-store')
    throw new AwsError('UnsupportedOperation', `The instance '${instanceId}' does not have an 'ebs' root device type`);
  if (spot === 'one-time')
    throw new AwsError('UnsupportedOperation', `You can't stop the Spot Instance '${instanceId}'`);
  if (stopProtection)
    throw new AwsError(
      'OperationNotPermitted',
      `The instance '${instanceId}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
    );
  if (state === 'pending')
    throw new AwsError(
      'IncorrectInstanceState',
      `Instance '${instanceId}' cannot be stopped as it has never reached the 'running' state.`,
    );
  if (state === 'shutting-down' || state === 'terminated')
    throw new AwsError(
      'IncorrectInstanceState',
      `This instance '${instanceId}' is not in a state from which it can be stopped.`,
    );
};

export const noSuchInstance = (instanceId: string): AwsError =>
  /^i-[0-9a-f]{8,17}$/.test(instanceId)
    ? new AwsError('InvalidInstanceID.NotFound', `The instance ID '${instanceId}' does not exist`)
    : new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${instanceId}"`);
