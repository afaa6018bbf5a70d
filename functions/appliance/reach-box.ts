// The border between a call and what the product says of it: a box that asks for patience gets it once, and a call without an
// answer becomes a failure with a hint.
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallFailure } from '../net/call-failure.ts';
import { retryAfterMs } from '../net/retry-after.ts';
import { unreachedBox } from './box-failure.ts';

/** More than this is not waited for: phases end, and the next attempt asks again. */
const LONGEST_WAIT_MS = 10_000;

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Ends an answer whose body is not read yet. */
  readonly close?: () => void;
}

const settled = async <A extends Answered>(ask: () => Promise<A>): Promise<A> => {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof CallFailure ? unreachedBox(error) : error;
  }
};

/** How long to wait before asking once more; undefined where asking again is of no use. */
const patienceMs = ({ status, headers }: Answered): number | undefined => {
  if (status !== 429) return undefined;
  const waitMs = retryAfterMs(headers['retry-after'], Date.now());
  return waitMs !== undefined && waitMs <= LONGEST_WAIT_MS ? waitMs : undefined;
};

/**
 * Asks, and asks once more where HTTP 429 names a time to wait that is short enough. The second answer is given as it is.
 * @throws ApplianceUnreachable, ApplianceUntrusted, ApplianceGarbled
 */
export const reachBox = async <A extends Answered>(ask: () => Promise<A>, signal: AbortSignal): Promise<A> => {
  const first = await settled(ask);
  const waitMs = patienceMs(first);
  if (waitMs === undefined) return first;
  first.close?.();
  try {
    await sleep(waitMs, undefined, { signal });
  } catch (error) {
    // The time was up while we waited: what the box said last is what it said.
    if (signal.aborted) return first;
    throw error;
  }
  return settled(ask);
};
