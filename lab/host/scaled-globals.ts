// Runs a whole worker on lab time: patches the clocks and timers of this thread before anything else is imported.
// Not scaled: certificate dates, the cache of a real resolver, processor time.

import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import type { TimeFrame } from '../lab-clock.ts';

type AnyFunction = (...parameters: never[]) => unknown;
type Timer = (task: AnyFunction, delayMs?: number, ...rest: unknown[]) => unknown;
type PromisedTimer = (delayMs?: number, value?: unknown, options?: unknown) => unknown;

const scaledDate = (labNowMs: () => number): DateConstructor => {
  const RealDate = Date;
  const patched = new Proxy(RealDate, {
    construct: (target, parameters: unknown[], newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [labNowMs()] : parameters, newTarget) as Date,
    apply: () => new RealDate(labNowMs()).toString(),
    get: (target, name, receiver) => (name === 'now' ? labNowMs : Reflect.get(target, name, receiver)),
  });
  RealDate.prototype.constructor = patched;
  return patched;
};

const scaledTimer = (real: Timer, scale: number, promised?: AnyFunction): Timer => {
  const patched: Timer = (task, delayMs, ...rest) => real(task, (Number(delayMs) || 0) / scale, ...rest);
  return promised === undefined ? patched : Object.assign(patched, { [promisify.custom]: promised });
};

/** Patches this thread. Call once, before the code that is to live on lab time is imported. */
export const installTimeFrame = (frame: TimeFrame): void => {
  const { realOriginMs, labOriginMs, scale } = frame;
  const realNowMs = Date.now;
  const labNowMs = (): number => Math.floor(labOriginMs + (realNowMs() - realOriginMs) * scale);

  const timers = process.getBuiltinModule('node:timers') as unknown as Record<string, unknown> & {
    setTimeout: Timer;
    setInterval: Timer;
  };
  const promised = process.getBuiltinModule('node:timers/promises') as unknown as Record<string, unknown> & {
    setTimeout: PromisedTimer;
    setInterval: PromisedTimer;
    scheduler: object;
  };
  const realPromised = promised.setTimeout;
  const realIntervals = promised.setInterval;
  promised.setTimeout = (delayMs = 1, value, options) => realPromised(delayMs / scale, value, options);
  promised.setInterval = (delayMs = 1, value, options) => realIntervals(delayMs / scale, value, options);
  Object.defineProperty(promised.scheduler, 'wait', {
    configurable: true,
    writable: true,
    value: (delayMs: number, options?: unknown) => realPromised(delayMs / scale, undefined, options),
  });
  const setTimer = scaledTimer(timers.setTimeout, scale, promised.setTimeout as AnyFunction);
  const setRepeating = scaledTimer(timers.setInterval, scale);
  Object.assign(timers, { setTimeout: setTimer, setInterval: setRepeating });
  Object.assign(globalThis, { setTimeout: setTimer, setInterval: setRepeating, Date: scaledDate(labNowMs) });

  const realPerformanceNow = performance.now.bind(performance);
  Object.defineProperty(performance, 'now', { configurable: true, value: () => realPerformanceNow() * scale });

  const realSignalTimeout = AbortSignal.timeout.bind(AbortSignal);
  // Node takes whole milliseconds only.
  AbortSignal.timeout = (delayMs) => realSignalTimeout(Math.max(0, Math.ceil(delayMs / scale)));

  const realSocketTimeout = Socket.prototype.setTimeout;
  Socket.prototype.setTimeout = function scaledSocketTimeout(timeoutMs, callback) {
    return realSocketTimeout.call(this, timeoutMs === 0 ? 0 : Math.max(1, timeoutMs / scale), callback);
  };
  syncBuiltinESMExports();
};
