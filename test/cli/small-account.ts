// An account with two deployed pairs and nothing that runs: enough for what a command says before it does anything.
import { type Cloud, startCloud } from '../../packages/local-cloud/aws/cloud.ts';
import type { AuthorizationRequest } from '../../packages/local-cloud/aws/dispatcher.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import type { ShellWorld } from './lab-shell.ts';

const PLACE = { region: 'eu-central-1', accountId: '123456789012' };

export const VIEWER = { accessKeyId: 'viewer', secretAccessKey: 'secret/of/the/viewer' };

export interface SmallAccount extends ShellWorld, AsyncDisposable {
  readonly cloud: Cloud;
}

/** @param denied what the viewer may not do. */
export const smallAccount = async (
  pairs: readonly string[],
  denied: (asked: AuthorizationRequest) => boolean = () => false,
): Promise<SmallAccount> => {
  const clock = scaledClock(10);
  const authorize = (asked: AuthorizationRequest) =>
    denied(asked) ? { allowed: false, reason: 'no policy allows it' } : { allowed: true, reason: '' };
  const cloud = await startCloud({ clock, ...PLACE, authorize });
  cloud.registerPrincipal(VIEWER, 'viewer');
  for (const pair of pairs) {
    const StateMachineArn = cloud.states.machineArn(`Twinbox-${pair}-recovery`);
    const outputs = { StateMachineArn, RecordBucketName: `record-${pair}`, VaultBucketName: `vault-${pair}` };
    cloud.cloudformation.deploy({ name: `Twinbox-${pair}`, description: '', outputs });
    for (const bucket of [`record-${pair}`, `vault-${pair}`]) cloud.s3.createBucket({ name: bucket, versioned: true });
  }
  cloud.cloudformation.deploy({ name: 'Other', description: 'not ours', outputs: {} });
  return {
    clock,
    cloud,
    [Symbol.asyncDispose]: async () => {
      await cloud[Symbol.asyncDispose]();
      clock[Symbol.dispose]();
    },
  };
};
