// The border between a call and what the product says of it: an appliance that asks for patience gets it once, and a call without an
// answer becomes a failure with a hint.
import type { Clock } from '../../contract/runtime/clock.ts';
import type { AnswerHeaders } from '../../net/call.ts';
import { CallFailure } from '../../net/call-failure.ts';
import { throttledAnswer, unreachedAppliance } from './appliance-failure.ts';
import { AT_ONCE, type Turns } from './pace/call-pace.ts';
import { waitAdviceOf } from './pace/throttling.ts';

/** Where nobody knows what is left of the time, more than this is not waited for. */
const LONGEST_WAIT_MS = 10_000;
/** What a second try needs beside the wait. */
const SECOND_TRY_MS = 500;

interface Answered {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Ends an answer whose body is not read yet. */
  readonly close?: () => void;
}

export interface Reached {
  /** The appliance and the path, in messages. */
  readonly where: string;
  readonly path: string;
  readonly clock: Clock;
  readonly turns?: Turns;
}

/** An answer that asks for patience in a way of its own is the caller's to wait for. */
type IsCallers<A> = (answer: A) => boolean;

const settled = async <A extends Answered>(ask: () => Promise<A>): Promise<A> => {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof CallFailure ? unreachedAppliance(error) : error;
  }
};

/** Whether a wait still leaves time to ask once more. */
export const fitsIn = (clock: Clock, waitMs: number, signal: AbortSignal): boolean => {
  const left = clock.leftMs(signal);
  return left === undefined ? waitMs <= LONGEST_WAIT_MS : waitMs + SECOND_TRY_MS <= left;
};

/** @returns whether the wait came to its end; false where the time was up before. */
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
 * Asks, and asks once more where the appliance names a time to wait that still fits in. The second answer is given as it is.
 * @throws ApplianceUnreachable, ApplianceUntrusted, ApplianceGarbled; ApplianceThrottled where the wait does not fit in
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
  // Where the time was up while we waited, what the appliance said last is what it said.
  if (!(await waitFor(clock, waitMs, signal))) return first;
  await turns.next(signal);
  return settled(ask);
};
