// Makes calls to an appliance: waits once if the appliance throttles, and turns a call without an answer into a failure
// with a hint.
import type { Clock } from '../../contract/runtime/clock.ts';
import type { AnswerHeaders } from '../../net/call.ts';
import { CallFailure } from '../../net/call-failure.ts';
import { throttledAnswer, unreachedAppliance } from './appliance-failure.ts';
import { AT_ONCE, type Turns } from './pace/call-pace.ts';
import { waitAdviceOf } from './pace/throttling.ts';

/** The longest wait if the remaining time is unknown. */
const LONGEST_WAIT_MS = 10_000;
/** Time that a second attempt needs in addition to the wait. */
const SECOND_TRY_MS = 500;

interface Answered {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Closes an answer whose body has not been read. */
  readonly close?: () => void;
}

export interface Reached {
  /** The appliance and the path, in messages. */
  readonly where: string;
  readonly path: string;
  readonly clock: Clock;
  readonly turns?: Turns;
}

/** For answers that throttle in their own way, the caller decides how long to wait. */
type IsCallers<A> = (answer: A) => boolean;

const settled = async <A extends Answered>(ask: () => Promise<A>): Promise<A> => {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof CallFailure ? unreachedAppliance(error) : error;
  }
};

/** Whether a wait leaves time for another attempt. */
export const fitsIn = (clock: Clock, waitMs: number, signal: AbortSignal): boolean => {
  const left = clock.leftMs(signal);
  return left === undefined ? waitMs <= LONGEST_WAIT_MS : waitMs + SECOND_TRY_MS <= left;
};

/** @returns whether the wait was complete; false if the time ran out first. */
export const waitFor = async (clock: Clock, waitMs: number, signal: AbortSignal): Promise<boolean> => {
  try {
    await clock.sleep(waitMs, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
};

/**
 * Calls, and calls once more if the appliance names a wait that fits into the remaining time. Returns the second answer
 * as it is.
 * @throws ApplianceUnreachable, ApplianceUntrusted, ApplianceGarbled; ApplianceThrottled if the wait does not fit
 */
export const reachAppliance = async <A extends Answered>(
  ask: () => Promise<A>,
  signal: AbortSignal,
  { where, path, clock, turns = AT_ONCE }: Reached,
  isCallers: IsCallers<A> = () => false,
): Promise<A> => {
  await turns.next(signal);
  const first = await settled(ask);
  if (isCallers(first)) return first;
  const waitMs = waitAdviceOf(first, clock.nowMs())?.waitMs;
  if (waitMs === undefined) return first;
  first.close?.();
  turns.hold(waitMs);
  if (!fitsIn(clock, waitMs, signal)) throw throttledAnswer(where, path, first.status, waitMs);
  // If the time ran out during the wait, the appliance's last answer counts.
  if (!(await waitFor(clock, waitMs, signal))) return first;
  await turns.next(signal);
  return settled(ask);
};
