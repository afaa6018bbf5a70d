// The one interface behind power: read which machine a controller belongs to and whether it runs, power it off for a
// fence, shut it down gently for a planned move, and power it on again.
// Each method has its own file.
import type { PowerObstacle } from '../domain/power/ec2-instance.ts';
import type { LastOff } from '../domain/power/off-order.ts';
import type { NotedTargets, PowerTarget } from '../domain/power/target.ts';

/** `unknown`: the controller answers but does not report the state. */
export type PowerState = 'on' | 'off' | 'changing' | 'unknown';

/** What a controller reports about its system. */
export interface PowerReading {
  readonly state: PowerState;
  /** Which machine it is; empty if the controller does not report it. */
  readonly target: PowerTarget;
  /** The reset types that the controller accepts, in its own words; undefined if it does not report them. */
  readonly allowed?: readonly string[];
  /** What would keep this method from powering it off; absent or empty if nothing is known. */
  readonly obstacles?: readonly PowerObstacle[];
}

/** Under what authority a command is given. */
export interface PowerOrder {
  readonly recoveryId: string;
  readonly epoch: number;
  /** The command must not take effect later than this, in ms since 1970. */
  readonly notAfterMs: () => number;
  /** The machines behind the methods, as noted while all was well. */
  readonly noted: NotedTargets | undefined;
}

export interface Power {
  /** The method's name, for evidence and reports. */
  readonly method: string;
  /** True if off means that the appliance has no power and so cannot answer. */
  readonly promisesOff: boolean;
  /**
   * Requests power off, the hardest step first. Returns once the controller accepts a step, not once the appliance is
   * off. Safe to repeat.
   * @param last the step that the controller accepted last.
   * @returns the accepted step; undefined while the last one still has time to take effect.
   * @throws PowerRefused (the account), WrongAppliance, PowerTargetUnclear, PowerNotFound, PowerActionRefused,
   * PowerConflict, PowerPreconditionFailed, PowerRedirected, PowerFunctionFailed, PowerContractBroken,
   * PowerContradicted, PowerUnreachable
   */
  off(signal: AbortSignal, last?: LastOff): Promise<string | undefined>;
  /**
   * Asks the appliance's own system to shut down, never by force. Returns once the controller accepts the request.
   * Changes nothing while the machine is off or already changing. Absent where the method cannot do it.
   * @throws as `off`
   */
  shutDown?(signal: AbortSignal): Promise<void>;
  /**
   * Requests power on, and returns once the controller accepts it. Changes nothing unless the machine reads as off.
   * Absent where the method cannot do it.
   * @throws as `off`
   */
  on?(signal: AbortSignal): Promise<void>;
  /** What the controller reports now; changes nothing. @throws as `off` */
  probe(signal: AbortSignal): Promise<PowerReading>;
  /** The state alone. @throws as `off` */
  read(signal: AbortSignal): Promise<PowerState>;
  /** Ends our session, because a controller has few. Never throws. */
  close?(): Promise<void>;
}
