// A clock that moves only when a test advances it. Steps and store share it.
import type { Clock } from '../../functions/contract/runtime/clock.ts';
import { machine } from './machine.ts';

export interface ScenarioClock extends Clock {
  pass(seconds: number): void;
  iso(): string;
}

export const scenarioClock = (startIso = '2026-11-22T20:15:03.000Z'): ScenarioClock => {
  let nowMs = Date.parse(startIso);
  return {
    ...machine.clock,
    nowMs: () => nowMs,
    pass: (seconds) => {
      nowMs += seconds * 1000;
    },
    iso: () => new Date(nowMs).toISOString(),
  };
};
