// All invariants, and the checker that runs them over a finished world. The numbers are those of the design; the tenth
// is for drills. The ninth (running again converges) is checked by the scenarios that run again.
import type { Breach, Invariant, WorldView } from '../view/world-view.ts';
import { capturesStay } from './capture-invariants.ts';
import { drillsTouchNobody } from './drill-invariant.ts';
import { endsAreNotified } from './ending-invariants.ts';
import { noSecrets } from './secrecy-invariant.ts';
import { oneServes } from './serving-invariant.ts';
import { leftAloneNotForgotten } from './side-effect-invariants.ts';
import { epochsGrow, nameResolves } from './traffic-invariants.ts';
import { onlyGoodRestores } from './vault-invariants.ts';

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

/** Invariants that cannot be checked in a finished world, each with the place where it is checked. */
export const CHECKED_ELSEWHERE: readonly {
  readonly number: number;
  readonly message: string;
  readonly where: string;
}[] = [
  {
    number: 9,
    message: 'Running a recovery again after any end converges to a good state.',
    where: 'by the scenarios that run again: npm test',
  },
];

/** Every breach of an invariant in this world; empty when all hold. */
export const checkInvariants = async (view: WorldView): Promise<readonly Breach[]> => {
  const breaches: Breach[] = [];
  for (const invariant of INVARIANTS) {
    for (const message of await invariant.check(view)) breaches.push({ invariant: invariant.number, message });
  }
  return breaches;
};
