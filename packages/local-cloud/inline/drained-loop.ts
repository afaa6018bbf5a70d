// Whether this thread has worked off everything that was ready: microtasks, ticks, immediates that code has set, and
// work that Node does in its thread pool.
import { isWorking, realPause, realTurn } from '../time/event-loop.ts';

let outstanding = 0;

type Immediate = typeof setImmediate;

/** A setImmediate that counts what it has promised, over the real one. */
export const countedImmediates = (): {
  readonly setImmediate: Immediate;
  readonly clearImmediate: typeof clearImmediate;
} => {
  const [realSet, realClear] = [setImmediate, clearImmediate];
  const waiting = new Set<NodeJS.Immediate>();
  const set = (task: (...parameters: unknown[]) => void, ...rest: unknown[]): NodeJS.Immediate => {
    outstanding += 1;
    const handle = realSet(() => {
      waiting.delete(handle);
      outstanding -= 1;
      task(...rest);
    });
    waiting.add(handle);
    return handle;
  };
  const clear = (handle: NodeJS.Immediate | undefined): void => {
    if (handle !== undefined && waiting.delete(handle)) outstanding -= 1;
    realClear(handle);
  };
  return { setImmediate: Object.assign(set, realSet) as Immediate, clearImmediate: clear };
};

const NATIVE_WORK_PAUSE_MS = 1;

/** Resolves when nothing is left to do before time must move. */
export const loopHasDrained = async (): Promise<void> => {
  do {
    await realTurn();
    while (isWorking()) await realPause(NATIVE_WORK_PAUSE_MS);
  } while (outstanding > 0);
  // An immediate of Node's own, such as a stream's, may have been set by the last turn.
  await realTurn();
};
