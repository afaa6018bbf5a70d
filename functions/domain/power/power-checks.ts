// Checks the power readings of both appliances: can the primary be fenced, by which method, and does each controller
// still belong to the same machine as before. Pure.
import type { Check } from '../model/readiness-check.ts';
import type { PowerObstacle } from './ec2-instance.ts';
import { OFF_STEPS } from './off-order.ts';
import {
  compareTargets,
  isReported,
  type NotedTargets,
  notedTargetOf,
  type PowerTarget,
  targetFault,
  targetInWords,
} from './target.ts';

type Outcome =
  | {
      readonly is: 'read';
      readonly state: string;
      readonly target: PowerTarget;
      readonly allowed?: readonly string[];
      readonly obstacles?: readonly PowerObstacle[];
    }
  | { readonly is: 'failed'; readonly name: string; readonly message: string; readonly fix: string }
  | { readonly is: 'not-read'; readonly reason: string };

/** One reading of one method of one appliance. */
export interface MethodRead {
  readonly appliance: string;
  /** The method's name; `none` if the settings name none. */
  readonly method: string;
  /** True if the appliance answered on the users' path at the same time. */
  readonly serves: boolean;
  readonly outcome: Outcome;
}

export interface PowerFacts {
  readonly primary: string;
  readonly noted: NotedTargets | undefined;
  /** ISO time. */
  readonly at: string;
}

interface Fault {
  readonly name: 'FenceUnready' | 'FenceTargetChanged';
  readonly message: string;
  readonly fix: string;
}

const unready = (message: string, fix: string): Fault => ({ name: 'FenceUnready', message, fix });

const changed = (message: string, appliance: string): Fault => ({
  name: 'FenceTargetChanged',
  message,
  fix: `Check which machine the controller belongs to. If it is ${appliance}'s new machine, start the workflow with {"kind": "acknowledge", "by": "your name", "powerTarget": "${appliance}"}.`,
});

/** Two methods of different appliances that control one machine: the wrong one would power off the other appliance. */
const sharedWith = (one: MethodRead, all: readonly MethodRead[]): string | undefined => {
  const { outcome } = one;
  if (outcome.is !== 'read') return undefined;
  const other = all.find(
    ({ appliance, outcome: theirs }) =>
      appliance !== one.appliance && theirs.is === 'read' && compareTargets(theirs.target, outcome.target) === 'same',
  );
  return (
    other &&
    `${one.method} and ${other.method} of ${other.appliance} control the same machine: ${targetInWords(outcome.target)}`
  );
};

const faultOf = (one: MethodRead, all: readonly MethodRead[], { noted }: PowerFacts): Fault | undefined => {
  const { appliance, method, outcome, serves } = one;
  if (outcome.is === 'not-read') return undefined;
  if (outcome.is === 'failed') return unready(`${method}: ${outcome.name}: ${outcome.message}`, outcome.fix);
  const { state, target, allowed, obstacles = [] } = outcome;
  const fault = targetFault(noted, { appliance, method: method, notified: target });
  if (fault !== undefined) return changed(`${method} does not control ${appliance}'s machine: ${fault}`, appliance);
  const shared = sharedWith(one, all);
  if (shared !== undefined) return changed(shared, appliance);
  if (state === 'off' && serves)
    return unready(
      `${method} reads ${appliance} as off, but ${appliance} answers on the users' path: expected on, found off`,
      `Check which machine the controller belongs to, and set address and systemPath to ${appliance}'s.`,
    );
  if (state === 'unknown')
    return unready(
      `${method} does not report whether ${appliance} runs`,
      'Update the firmware of the controller, or configure another method.',
    );
  if (allowed !== undefined && !OFF_STEPS.some((step) => allowed.includes(step)))
    return unready(
      `${method} allows ${allowed.join(', ') || 'nothing'}: expected one of ${OFF_STEPS.join(', ')}`,
      'Configure another method as well.',
    );
  if (obstacles.length > 0)
    return unready(
      obstacles.map((one) => `${method}: ${one.message}`).join('; '),
      obstacles.map(({ fix }) => fix).join(' '),
    );
  return undefined;
};

const checkOf = (one: MethodRead, all: readonly MethodRead[], facts: PowerFacts): Check => {
  const { appliance, method, outcome } = one;
  // A failover needs the primary's power; the standby's is needed for the next one.
  const of = { need: 'fence', about: `power of ${appliance}` } as const;
  if (outcome.is === 'not-read') return { ...of, result: 'not-checked', reason: `${method}: ${outcome.reason}` };
  const fault = faultOf(one, all, facts);
  if (fault) return { ...of, result: 'failed', alarms: appliance === facts.primary, ...fault };
  const message =
    outcome.is === 'read' ? `${method} reads it as ${outcome.state}, ${targetInWords(outcome.target)}` : method;
  return {
    ...of,
    result: 'passed',
    message:
      outcome.is === 'read' && !isReported(outcome.target)
        ? `${message}, so Twinbox cannot check which machine it is`
        : message,
  };
};

/** A target reported for the first time is noted; a noted one stays until an operator acknowledges a new one. */
const notedAfter = (reads: readonly MethodRead[], facts: PowerFacts): NotedTargets => {
  const noted: Record<string, Record<string, NotedTargets[string][string]>> = {};
  for (const [appliance, methods] of Object.entries(facts.noted ?? {})) noted[appliance] = { ...methods };
  for (const one of reads) {
    const { appliance, method, outcome } = one;
    if (outcome.is !== 'read' || !isReported(outcome.target)) continue;
    if (notedTargetOf(facts.noted, appliance, method) || faultOf(one, reads, facts)) continue;
    noted[appliance] = { ...noted[appliance], [method]: { ...outcome.target, notedAt: facts.at } };
  }
  return noted;
};

export interface PowerChecked {
  readonly checks: readonly Check[];
  readonly noted: NotedTargets;
}

export const checkPower = (reads: readonly MethodRead[], facts: PowerFacts): PowerChecked => ({
  checks: reads.map((one) => checkOf(one, reads, facts)),
  noted: notedAfter(reads, facts),
});
