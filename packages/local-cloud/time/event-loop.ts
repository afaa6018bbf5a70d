// What a thread knows about its event loop: that it has turned, what work runs outside of it, and whether the network
// was active.
import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers';

/** Taken before anything is patched: the only real timer in lab time, and never a deadline. */
const realTimeout = setTimeout;
const realImmediate = setImmediate;

/** One turn of the loop: what was ready before it has run. */
export const realTurn = (): Promise<void> =>
  new Promise((resolve) => {
    realImmediate(() => resolve());
  });

/** Runs these one after the other, each as a task of its own, as timers run. */
export const runAsTasks = (tasks: readonly (() => void)[]): void => {
  for (const task of tasks) realImmediate(task);
};

/** Waits that many real ms; without `holds` it keeps no process alive. */
export const realPause = (ms: number, holds = true): Promise<void> =>
  new Promise((resolve) => {
    const timer = realTimeout(resolve, ms);
    if (!holds) timer.unref();
  });

/** Work that Node does in its thread pool: while it lasts, a turn of the loop proves nothing. */
const NATIVE_WORK = new Set([
  'FSReqCallback',
  'FSReqPromise',
  'FileHandleCloseReq',
  'GetAddrInfoReqWrap',
  'GetNameInfoReqWrap',
]);
/** Whether work is under way in Node's thread pool. */
export const isWorking = (): boolean => process.getActiveResourcesInfo().some((name) => NATIVE_WORK.has(name));
const NATIVE_WORK_PAUSE_MS = 1;

/** Resolves when all that was ready has been worked off once, and no file access or name resolution is running. */
export const loopHasTurned = async (): Promise<void> => {
  await realTurn();
  await realTurn();
  while (isWorking()) {
    await realPause(NATIVE_WORK_PAUSE_MS);
    await realTurn();
  }
};

/** How often anything outside has woken this loop: sockets, and messages of other threads. */
export const outsideEvents = (): number => performance.nodeTiming.uvMetricsInfo.events;
