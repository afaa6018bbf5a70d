// A sandbox in this thread: the code of a function is loaded by whoever knows it, and runs on the lab's clock. What is
// cut at its timeout never settles, as in a process that has been ended.
import type { LabClock } from '../base/clock.ts';
import type { NetworkCut } from '../host/functions/network-cut.ts';
import type { SandboxAnswer, SandboxOptions, StartSandbox } from '../host/functions/sandbox.ts';
import type { FunctionFault } from '../host/functions/worker-protocol.ts';
import { invocable } from '../host/invocable.ts';

export type Handler = (event: unknown, context: object) => unknown;

/** What the loaded code gets of its sandbox. */
export interface SandboxView extends Omit<SandboxOptions, 'cuts'> {
  /** The cuts as they are now. */
  readonly cuts: () => readonly NetworkCut[];
  /** False once it was ended: from then on nothing that it waits for may settle. */
  readonly alive: () => boolean;
}

/** Loads the code of a function, as a new sandbox does once. */
export type LoadFunction = (view: SandboxView) => Promise<Handler> | Handler;

export interface InlineSandboxes {
  readonly clock: LabClock;
  readonly load: LoadFunction;
  /** How long a cold start takes, in ms. */
  readonly coldStartMs: () => number;
}

const ENDED: FunctionFault = { errorType: 'Runtime.ExitError', errorMessage: 'the lab has ended' };

export const inlineSandboxes =
  ({ clock, load, coldStartMs }: InlineSandboxes): StartSandbox =>
  (options) => {
    let { cuts } = options;
    let alive = true;
    let running: ((answer: SandboxAnswer) => void) | undefined;
    const answer = (given: SandboxAnswer): void => {
      running?.(given);
      running = undefined;
    };
    const end = (fault: FunctionFault): void => {
      alive = false;
      answer({ kind: 'fault', fault });
    };
    const start = async (): Promise<Handler> => {
      await clock.sleep(coldStartMs());
      return load({ ...options, cuts: () => cuts, alive: () => alive });
    };
    const started = start();
    const ready = started.then(
      () => undefined,
      (error: unknown) => {
        alive = false;
        return invocable.faultOf(error);
      },
    );
    const serve = async (payload: string, context: object): Promise<void> => {
      const handler = await started;
      const given = await invocable.run(handler, payload, context);
      if (alive) answer(given);
    };
    return {
      ready,
      get alive() {
        return alive;
      },
      invoke: (_id, payload, context, deadlineMs) => {
        const promised = Promise.withResolvers<SandboxAnswer>();
        running = promised.resolve;
        const getRemainingTimeInMillis = (): number => Math.max(0, deadlineMs - clock.nowMs());
        void serve(payload, { ...context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis });
        return promised.promise;
      },
      end,
      setCuts: (next) => {
        cuts = next;
      },
      [Symbol.asyncDispose]: async () => end(ENDED),
    };
  };
