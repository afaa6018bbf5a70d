// The list of what must always hold, and the checker that runs it over a world. Numbers as in the design, and the tenth for drills; the ninth (running
// again converges) is checked by doing it, in the scenarios that run again.
import type { Breach, Invariant, WorldView } from '../view/world-view.ts';
import { drillsTouchNobody } from './drill-invariant.ts';
import { endsAreNotified } from './ending-invariants.ts';
import { noSecrets } from './secrecy-invariant.ts';
import { oneServes } from './serving-invariant.ts';
import { leftAloneNotForgotten } from './side-effect-invariants.ts';
import { epochsGrow, nameResolves } from './traffic-invariants.ts';
import { capturesStay, onlyGoodRestores } from './vault-invariants.ts';

export const INVARIANTS: readonly Invariant[] = [
  nameResolves,
  oneServes,
  epochsGrow,
  onlyGoodRestores,
  endsAreNotified,
  leftAloneNotForgotten,
  capturesStay,
  noSecrets,
  drillsTouchNobody,
];

/** What must always hold and no look at a finished world can tell; each with where it is checked. */
export const CHECKED_ELSEWHERE: readonly { readonly number: number; readonly message: string; readonly where: string }[] = [
  { number: 9, message: 'Running again after any end converges.', where: 'by the scenarios that run again: npm test' },
];

/** Everything that does not hold in this world; empty when all is well. */
export const checkInvariants = async (view: WorldView): Promise<readonly Breach[]> => {
  const breaches: Breach[] = [];
  for (const invariant of INVARIANTS) {
    for (const message of await invariant.check(view)) breaches.push({ invariant: invariant.number, message });
  }
  return breaches;
};
