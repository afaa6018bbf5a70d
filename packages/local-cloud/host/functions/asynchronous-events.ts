// Lambda's queue of events: an event that fails is tried again, twice, after one minute and after two more, unless it
// is too old. Source: "Error handling for asynchronous invocation" of the Lambda developer guide.

import type { LabClock } from '../../base/clock.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { InvocationResult } from './invocation.ts';
import type { FunctionFault } from './worker-protocol.ts';

/** An event given up after all tries, or too old. */
export interface LostEvent {
  readonly functionName: string;
  readonly payload: string;
  readonly fault: FunctionFault;
}

export interface AsynchronousEvent {
  readonly functionName: string;
  readonly payload: string;
  readonly attempt: (payload: string) => Promise<InvocationResult>;
  /** Left out for functions of the world, which get AWS's usual two more tries. */
  readonly definition: FunctionDefinition | undefined;
}

export interface AsynchronousEvents extends Disposable {
  /** Takes the event and returns at once. */
  accept(event: AsynchronousEvent): void;
  readonly lost: readonly LostEvent[];
}

const PAUSES_MS = [60_000, 120_000];

export const asynchronousEvents = (clock: LabClock): AsynchronousEvents => {
  const lost: LostEvent[] = [];
  const ending = new AbortController();
  const run = async ({ functionName, payload, attempt, definition }: AsynchronousEvent): Promise<void> => {
    const bornMs = clock.nowMs();
    for (let tries = 0; ; tries += 1) {
      const { fault } = await attempt(payload);
      if (fault === undefined || ending.signal.aborted) return;
      const pauseMs = PAUSES_MS[tries] ?? 0;
      const tooOld = clock.nowMs() + pauseMs - bornMs > (definition?.asyncMaxAgeMs ?? Number.POSITIVE_INFINITY);
      if (tries >= (definition?.asyncRetries ?? 2) || tooOld) {
        lost.push({ functionName, payload, fault });
        return;
      }
      await clock.sleep(pauseMs, ending.signal);
    }
  };
  return {
    lost,
    accept(event) {
      run(event).catch((error: unknown) => {
        if (ending.signal.aborted) return;
        const fault = { errorType: 'Lab.Fault', errorMessage: String(error) };
        lost.push({ functionName: event.functionName, payload: event.payload, fault });
      });
    },
    [Symbol.dispose]: () => ending.abort(new Error('the lab has ended')),
  };
};
