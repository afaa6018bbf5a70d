// What runs a stack: functions and state machines in threads of their own, with sockets and files, or all in this
// thread.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudOptions } from '../aws/cloud.ts';
import type { LabClock, ThreadClock } from '../base/clock.ts';
import { functionWorkers } from './functions/function-worker.ts';
import type { StartSandbox } from './functions/sandbox.ts';
import { type Interpreter, startInterpreter } from './states/interpreter.ts';

export interface Engine {
  readonly clock: LabClock;
  readonly startSandbox: StartSandbox;
  startInterpreter(seed: number): Promise<Interpreter>;
  /** Where the emulated AWS keeps object bodies and takes requests; what it opens is closed with `stack`. */
  openAws(stack: AsyncDisposableStack): Promise<Pick<CloudOptions, 'bodiesDirectory' | 'listen' | 'believesCallers'>>;
}

/** The engine of a clock that threads share: bundles in workers, an HTTP port on the loopback address, bodies on disk. */
export const threads = (clock: ThreadClock): Engine => ({
  clock,
  startSandbox: functionWorkers(clock),
  startInterpreter: (seed) => startInterpreter({ clock, seed }),
  async openAws(stack) {
    const bodiesDirectory = await mkdtemp(join(tmpdir(), 'lab-bodies-'));
    stack.defer(() => rm(bodiesDirectory, { recursive: true, force: true }));
    return { bodiesDirectory };
  },
});
