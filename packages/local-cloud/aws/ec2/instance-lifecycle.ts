// How an instance changes its state in lab time. Sources: EC2 User Guide, "Instance lifecycle", "Methods for stopping an
// instance", "Troubleshoot instance stop issues". How long each step takes is assumed.
import type { LabClock } from '../../base/clock.ts';
import type { InstanceState, Kept, StopOptions } from './instance.ts';

const START_MS = 15_000;
const SYSTEM_SHUTDOWN_MS = 20_000;
const SKIPPED_SHUTDOWN_MS = 6_000;
/** After that a forced stop takes the host away. */
const FORCED_MS = 240_000;
const NEVER_MS = 7 * 24 * 3_600_000;

const stopMs = ({ traits }: Kept, { force, skipOs }: StopOptions): number => {
  const ownMs = skipOs ? SKIPPED_SHUTDOWN_MS : traits.hungSystem ? (force ? FORCED_MS : NEVER_MS) : SYSTEM_SHUTDOWN_MS;
  return Math.max(ownMs, traits.stoppingMs ?? 0);
};

export interface InstanceLifecycle {
  become(one: Kept, state: InstanceState): void;
  run(one: Kept): void;
  /** The instance is `stopping`; it is stopped once its system and its host let it. */
  stopLater(one: Kept, options: StopOptions): void;
}

export const instanceLifecycle = (clock: LabClock): InstanceLifecycle => {
  const become = (one: Kept, state: InstanceState): void => {
    one.state = state;
    const { shownAfterMs = 0 } = one.traits;
    if (shownAfterMs === 0) one.shownState = state;
    else
      clock.after(shownAfterMs, () => {
        one.shownState = one.state;
      });
  };
  const waitThen = (one: Kept, delayMs: number, next: () => void): void => {
    one.wait?.[Symbol.dispose]();
    one.wait = clock.after(delayMs, next);
  };
  const run = (one: Kept): void => {
    become(one, 'pending');
    one.machine.powerOn();
    waitThen(one, START_MS, () => become(one, 'running'));
  };
  const halted = (one: Kept): void => {
    one.machine.powerOff();
    become(one, 'stopped');
    const { startsAgainAfterMs } = one.traits;
    if (startsAgainAfterMs !== undefined) waitThen(one, startsAgainAfterMs, () => run(one));
  };
  return {
    become,
    run,
    stopLater: (one, options) => waitThen(one, stopMs(one, options), () => halted(one)),
  };
};
