// Compares a person's confirmation that the old primary cannot serve with the power controllers in the settings. The
// person may be mistaken, or may only have the right to start the workflow.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { type NotedTargets, targetFault } from '../../domain/power/target.ts';
import type { Power } from '../../power/power.ts';
import { PROBE_TIMEOUT_MS } from '../pairs/probe-timeout.ts';

export interface WordHeld {
  /** One sentence for each controller that says that the appliance runs. */
  readonly contrary: readonly string[];
  /** Everything else that was found, as sentences. */
  readonly evidence: readonly string[];
}

type Found = { readonly is: 'contrary' | 'no objection'; readonly message: string };

export interface WordQuestion {
  readonly appliance: string;
  readonly noted: NotedTargets | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const askOne = async (power: Power, { appliance, noted, clock, signal }: WordQuestion): Promise<Found> => {
  const limit = clock.deadline(PROBE_TIMEOUT_MS, signal);
  const [read] = await Promise.allSettled([power.probe(limit)]);
  await power.close?.();
  if (read.status === 'rejected') {
    const { name, message } = describeFailure(read.reason);
    return { is: 'no objection', message: `${power.method} could not be read: ${name}: ${message}` };
  }
  const { state, target } = read.value;
  const fault = targetFault(noted, { appliance, method: power.method, notified: target });
  if (fault !== undefined) return { is: 'no objection', message: `${power.method} controls another machine: ${fault}` };
  return {
    is: state === 'on' || state === 'changing' ? 'contrary' : 'no objection',
    message: `${power.method} reads it as ${state}`,
  };
};

export const holdWord = async (powers: readonly Power[], asked: WordQuestion): Promise<WordHeld> => {
  const found = await Promise.all(powers.map((power) => askOne(power, asked)));
  const message = (is: Found['is']) => found.filter((one) => one.is === is).map((one) => one.message);
  return { contrary: message('contrary'), evidence: message('no objection') };
};
