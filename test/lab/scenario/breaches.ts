// What the checker says of a failover with a twist: the sentences of one invariant.
import { checkInvariants } from '../../../lab/scenario/invariants/all-invariants.ts';
import type { LabPair } from '../../../lab/scenario/setup/lab-settings.ts';
import type { WorldView } from '../../../lab/scenario/view/world-view.ts';
import { fabricateWorld } from './fabricated-world.ts';
import { runGoodFailover, type Twist } from './good-failover.ts';

export interface Judged extends Twist {
  readonly policy?: Partial<LabPair['policy']>;
  readonly view?: Partial<WorldView>;
}

export const breachesOf = async (
  invariant: number,
  { policy, view, ...twist }: Judged = {},
): Promise<readonly string[]> => {
  await using world = await fabricateWorld(policy);
  await runGoodFailover(world, twist);
  const breaches = await checkInvariants(world.view(view));
  return breaches.filter((breach) => breach.invariant === invariant).map(({ message }) => message);
};
