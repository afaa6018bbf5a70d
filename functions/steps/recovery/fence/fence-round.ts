// One round of fencing: tries the power methods in order, reads each back, and compares the reading with the appliance
// itself. It remembers refusals, because a management controller locks an account after repeated logins with the same
// wrong password.

import type { Clock } from '../../../contract/runtime/clock.ts';
import type { FenceMemory } from '../../../contract/workflow/step-answers.ts';
import type { Observation } from '../../../domain/model/observation.ts';
import { answersAfter, isContradicted, isOwnAnswer } from '../../../domain/power/contradiction.ts';
import type { NotedTargets } from '../../../domain/power/target.ts';
import type { Power } from '../../../power/power.ts';
import { type MethodAnswer, tryMethod } from './fence-method.ts';

export interface FenceRound extends FenceMemory {
  /** The method that read the appliance as off, uncontradicted. */
  readonly confirmedBy?: string;
  readonly evidence: readonly string[];
  /** Whether a method refused us, could not be reached, or was contradicted. */
  readonly failed: boolean;
}

export interface RoundContext {
  readonly appliance: string;
  /** Which machines the methods controlled at their last good reading. */
  readonly noted: NotedTargets | undefined;
  /** Probes the appliance on the users' path with a new connection. */
  readonly answer: () => Promise<Observation>;
  /** Also tries the next methods while an earlier one is still at work. */
  readonly impatient: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Time for one method in one round: two methods, a probe and the record's writes fit into a function's 30 s. */
const METHOD_BUDGET_MS = 8_000;

const tryOne = async (
  power: Power,
  place: number,
  memory: FenceMemory,
  context: RoundContext,
): Promise<MethodAnswer> => {
  const taken = memory.taken !== undefined && Object.hasOwn(memory.taken, place) ? memory.taken[place] : undefined;
  const signal = context.clock.deadline(METHOD_BUDGET_MS, context.signal);
  const [answer] = await Promise.allSettled([
    tryMethod(power, {
      appliance: context.appliance,
      noted: context.noted,
      askedBefore: memory.asked.includes(place),
      ...(taken && { last: { step: taken.step, agoMs: context.clock.nowMs() - Date.parse(taken.at) } }),
      clock: context.clock,
      signal,
    }),
  ]);
  await power.close?.();
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
};

/** Drops the counted answers once the method no longer reads off. */
const withoutAnswers = ({ answers, ...memory }: FenceMemory, place: number): FenceMemory =>
  answers === undefined || answers.place === place ? memory : { ...memory, answers };

const withAnswer = (memory: FenceMemory, place: number, { is, step }: MethodAnswer, nowMs: number): FenceMemory => ({
  ...(is === 'off' ? memory : withoutAnswers(memory, place)),
  ...(is === 'refused' && { refused: [...memory.refused, place] }),
  ...(is === 'asked' && !memory.asked.includes(place) && { asked: [...memory.asked, place] }),
  ...(step !== undefined && { taken: { ...memory.taken, [place]: { step, at: new Date(nowMs).toISOString() } } }),
});

interface Held {
  readonly is: 'confirmed' | 'doubtful' | 'contradicted';
  readonly memory: FenceMemory;
  readonly message?: string;
}

/** Compares a controller's "off" with a probe of the appliance itself. */
const holdAgainstWorld = async (
  power: Power,
  place: number,
  before: FenceMemory,
  context: RoundContext,
): Promise<Held> => {
  const { answers: earlier, ...memory } = before;
  if (!power.promisesOff) return { is: 'confirmed', memory };
  const seen = await context.answer();
  if (!isOwnAnswer(seen)) {
    if (earlier?.place !== place) return { is: 'confirmed', memory };
    // It answered a moment ago, so this probe may just be lost.
    const message = `${context.appliance} does not answer any more (${seen.detail ?? seen.result}), and answered before: Twinbox probes once more`;
    return { is: 'doubtful', memory, message };
  }
  const answers = answersAfter(earlier, { place, nowMs: context.clock.nowMs() });
  const found = `${context.appliance} answers on the users' path (${seen.detail ?? seen.result})`;
  if (!isContradicted(answers, context.clock.nowMs())) {
    const message = `${found} although ${power.method} reads it as off: answer ${answers.times}`;
    return { is: 'doubtful', memory: { ...memory, answers }, message };
  }
  return {
    is: 'contradicted',
    memory: { ...memory, contradicted: [...(memory.contradicted ?? []), place] },
    message: `Twinbox does not trust ${power.method}: ${found}, ${answers.times} times on new connections since ${answers.since}`,
  };
};

/**
 * Tries the methods in order. A method that accepted the request ends the round, so that it has time before the next
 * one is tried. Once `impatient`, the next methods are tried as well.
 */
export const fenceRound = async (
  powers: readonly Power[],
  before: FenceMemory,
  context: RoundContext,
): Promise<FenceRound> => {
  let memory = before;
  const evidence: string[] = [];
  let failed = false;
  for (const [place, power] of powers.entries()) {
    if (memory.refused.includes(place) || memory.contradicted?.includes(place)) continue;
    const answer = await tryOne(power, place, memory, context);
    memory = withAnswer(memory, place, answer, context.clock.nowMs());
    evidence.push(answer.message);
    if (answer.is === 'off') {
      const held = await holdAgainstWorld(power, place, memory, context);
      memory = held.memory;
      if (held.message !== undefined) evidence.push(held.message);
      if (held.is === 'confirmed') return { ...memory, evidence, failed, confirmedBy: power.method };
      failed ||= held.is === 'contradicted';
      if (held.is === 'doubtful') break;
    }
    if (answer.is === 'refused' || answer.is === 'unreachable') failed = true;
    if (answer.is === 'asked' && !context.impatient) break;
  }
  return { ...memory, evidence, failed };
};
