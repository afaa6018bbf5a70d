// All sandboxes of one function: warm ones are used again, oldest first, and one more starts whenever all are busy.

import type { LabClock } from '../../base/clock.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { NetworkCut } from './network-cut.ts';
import type { Sandbox, SandboxAnswer, StartSandbox } from './sandbox.ts';
import type { InvocationContext } from './worker-protocol.ts';

export interface PoolOptions {
  readonly definition: FunctionDefinition;
  readonly clock: LabClock;
  readonly startSandbox: StartSandbox;
  readonly environment: Readonly<Record<string, string>>;
  readonly cuts: () => readonly NetworkCut[];
  readonly onOutput: (text: string) => void;
}

export interface FunctionPool extends AsyncDisposable {
  /** Starts sandboxes until that many are warm, and waits for them. A bundle that cannot be imported rejects. */
  warm(count: number): Promise<void>;
  invoke(request: PoolRequest): Promise<SandboxAnswer & { readonly coldStart: boolean }>;
  setCuts(cuts: readonly NetworkCut[]): void;
  readonly busy: number;
}

export interface PoolRequest {
  readonly id: string;
  readonly payload: string;
  readonly context: InvocationContext;
  /** Lab ms after which the sandbox is ended; and what the function reads as its remaining time. */
  readonly timeoutMs: number;
  /** A stalled sandbox: the function believes in its timeout, but nothing ends it. */
  readonly neverEnds?: boolean;
}

export const functionPool = (options: PoolOptions): FunctionPool => {
  const { clock, definition } = options;
  const idle: Sandbox[] = [];
  const all = new Set<Sandbox>();
  let disposed = false;

  const start = (): Sandbox => {
    if (disposed) throw new Error(`${definition.name}: the lab has ended`);
    const { environment, onOutput } = options;
    const worker = options.startSandbox({ definition, environment, cuts: options.cuts(), onOutput });
    all.add(worker);
    return worker;
  };
  const takeIdle = (): Sandbox | undefined => {
    for (let next = idle.shift(); next !== undefined; next = idle.shift()) {
      if (next.alive) return next;
      all.delete(next);
    }
    return undefined;
  };

  return {
    get busy() {
      return all.size - idle.length;
    },
    async warm(count) {
      const missing = Math.max(0, count - idle.filter(({ alive }) => alive).length);
      const started = Array.from({ length: missing }, start);
      const faults = await Promise.all(started.map(({ ready }) => ready));
      const fault = faults.find((one) => one !== undefined);
      if (fault !== undefined)
        throw new Error(`${definition.name} does not start: ${fault.errorType}: ${fault.errorMessage}`);
      idle.push(...started);
    },
    async invoke({ id, payload, context, timeoutMs, neverEnds = false }) {
      const warm = takeIdle();
      const worker = warm ?? start();
      const coldStart = warm === undefined;
      const unfit = await worker.ready;
      if (unfit !== undefined || !worker.alive) {
        all.delete(worker);
        await worker[Symbol.asyncDispose]();
        const fault = unfit ?? { errorType: 'Runtime.ExitError', errorMessage: 'the sandbox ended while it started' };
        return { kind: 'fault', fault, coldStart };
      }
      const seconds = (timeoutMs / 1000).toFixed(2);
      const errorMessage = `RequestId: ${id} Error: Task timed out after ${seconds} seconds`;
      using _timer = neverEnds
        ? undefined
        : clock.after(timeoutMs, () => worker.end({ errorType: 'Sandbox.Timedout', errorMessage }));
      const deadlineMs = clock.nowMs() + timeoutMs;
      const answer = await worker.invoke(id, payload, context, deadlineMs);
      if (worker.alive) idle.push(worker);
      else all.delete(worker);
      return { ...answer, coldStart };
    },
    setCuts(cuts) {
      for (const worker of all) worker.setCuts(cuts);
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      idle.length = 0;
      await Promise.all([...all].map((worker) => worker[Symbol.asyncDispose]()));
      all.clear();
    },
  };
};
