// The one interface behind fencing: read which machine a controller stands beside and whether it runs, and switch it off. One file
// a method.
import type { LastOff } from '../domain/power/off-order.ts';
import type { PowerTarget } from '../domain/power/target.ts';

/** `unknown`: the controller answers, and does not say. */
export type PowerState = 'on' | 'off' | 'changing' | 'unknown';

/** What a controller says of its system. */
export interface PowerReading {
  readonly state: PowerState;
  /** Which machine it is; empty where the controller does not say. */
  readonly target: PowerTarget;
  /** What the controller says that it takes, in its own words; undefined where it does not say. */
  readonly allowed?: readonly string[];
}

export interface Power {
  /** The method's name, for evidence and for notes. */
  readonly method: string;
  /** True where off means that the appliance has no power: then it cannot answer any more. */
  readonly promisesOff: boolean;
  /**
   * Asks for off, the hardest step first; returns when one was taken, not when the appliance is off. Safe to ask again.
   * @param last the step that was taken last.
   * @returns the step that was taken; undefined where the last one is still waited for.
   * @throws PowerRefused (the account), PowerTargetUnclear, PowerNotFound, PowerActionRefused, PowerConflict,
   * PowerPreconditionFailed, PowerRedirected, PowerUnreachable
   */
  off(signal: AbortSignal, last?: LastOff): Promise<string | undefined>;
  /** What the controller says now; nothing is changed. @throws as `off` */
  probe(signal: AbortSignal): Promise<PowerReading>;
  /** The state alone. @throws as `off` */
  read(signal: AbortSignal): Promise<PowerState>;
  /** Gives back what the controller holds for us: its sessions are few. Never throws. */
  close?(): Promise<void>;
}
