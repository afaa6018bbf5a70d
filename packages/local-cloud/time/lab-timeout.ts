// The handle that setTimeout and setInterval return on lab time: the part of Node's Timeout that code relies on.
// Source: https://nodejs.org/docs/latest-v24.x/api/timers.html
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ThreadTime } from './thread-time.ts';

/** Handles whose number code has read, because clearTimeout also takes numbers. */
const byNumber = new Map<number, LabTimeout>();
let handles = 0;

export class LabTimeout implements Disposable {
  readonly #arm: () => Disposable;
  #timer: Disposable;
  #number: number | undefined;

  constructor(time: ThreadTime, task: () => void, delayMs: number, repeats: boolean) {
    const inContext = AsyncLocalStorage.bind(task);
    this.#arm = () =>
      time.after(delayMs, () => {
        if (repeats) this.#timer = this.#arm();
        else this.#forget();
        inContext();
      });
    this.#timer = this.#arm();
  }
  #forget(): void {
    if (this.#number !== undefined) byNumber.delete(this.#number);
  }
  /** The time keeper decides what keeps the process running. */
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  refresh(): this {
    this.#timer[Symbol.dispose]();
    this.#timer = this.#arm();
    return this;
  }
  close(): this {
    this.#timer[Symbol.dispose]();
    this.#forget();
    return this;
  }
  [Symbol.toPrimitive](): number {
    if (this.#number === undefined) {
      handles += 1;
      this.#number = handles;
      byNumber.set(handles, this);
    }
    return this.#number;
  }
  [Symbol.dispose](): void {
    this.close();
  }
}

/** @returns whether the handle belongs to lab time */
export const clearLabTimeout = (handle: unknown): boolean => {
  const found = handle instanceof LabTimeout ? handle : byNumber.get(Number(handle));
  found?.close();
  return found !== undefined;
};
