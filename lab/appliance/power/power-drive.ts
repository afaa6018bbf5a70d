// What a power controller does to its machine: power off at once, power off after a delay, power on, or nothing; and
// the resulting state and ETag.
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import type { SimulatedAppliance } from '../simulated-appliance.ts';
import type { PowerQuirks } from './power-quirks.ts';

/**
 * `refuse` 503; `lie` 204, and nothing happens; `slow` PoweringOff for `slowSeconds`; `unreachable` accepts connections
 * and never answers.
 */
export type PowerFailureMode = 'refuse' | 'unreachable' | 'lie' | 'slow' | 'wrong-password';

/** A command that reached the controller with the right password, whatever its result. */
export interface PowerCommand {
  readonly atMs: number;
  readonly resetType: string;
}

export interface PowerDrive extends Disposable {
  readonly commands: readonly PowerCommand[];
  /** As the controller reports it. */
  powerState(): string;
  /** Changes with the state, as a system's ETag does. */
  etag(): string;
  note(resetType: string): void;
  obey(resetType: string): void;
  /** The status that refuses a command under this If-Match; undefined if the command may proceed. */
  precondition(given: string | undefined): number | undefined;
}

export interface PowerDriveOptions {
  readonly appliance: SimulatedAppliance;
  readonly clock: LabClock;
  readonly slowSeconds: number;
  readonly failureMode: () => PowerFailureMode | undefined;
  readonly quirks: () => PowerQuirks;
}

const GRACEFUL_SECONDS = 5;

export const powerDrive = ({ appliance, clock, slowSeconds, failureMode, quirks }: PowerDriveOptions): PowerDrive => {
  const commands: PowerCommand[] = [];
  let poweringOff: Disposable | undefined;
  const powerState = (): string => (poweringOff === undefined ? appliance.power : 'PoweringOff');
  /** Changes with the state, as a system's ETag does. */
  const etag = (): string => `W/"${powerState()}-${commands.length}"`;

  const offAfter = (seconds: number): void => {
    if (poweringOff !== undefined || appliance.power === 'Off') return;
    poweringOff = clock.after(seconds * 1000, () => {
      poweringOff = undefined;
      appliance.powerOff();
    });
  };
  const obey = (resetType: string): void => {
    const gentle = resetType === 'GracefulShutdown' || (resetType === 'PushPowerButton' && appliance.power === 'On');
    if (gentle && quirks().ignoresGraceful) return;
    if (gentle) offAfter(failureMode() === 'slow' ? slowSeconds : GRACEFUL_SECONDS);
    else if (resetType === 'ForceOff' && failureMode() === 'slow') offAfter(slowSeconds);
    else {
      poweringOff?.[Symbol.dispose]();
      poweringOff = undefined;
      // The power button powers on a machine that is off; after a restart the machine serves again.
      if (resetType === 'ForceOff') appliance.powerOff();
      else appliance.powerOn();
    }
  };
  /** The refusal of a precondition; undefined if it is met. */
  const precondition = (given: string | undefined): number | undefined => {
    const wanted = quirks().etag;
    if (wanted === 'refused') return given === undefined ? undefined : 412;
    if (wanted === undefined || given === etag() || given === '*') return undefined;
    return given === undefined && wanted === 'required' ? 428 : 412;
  };
  return {
    commands,
    powerState,
    etag,
    note: (resetType) => commands.push({ atMs: clock.nowMs(), resetType }),
    obey,
    precondition,
    [Symbol.dispose]: () => poweringOff?.[Symbol.dispose](),
  };
};
