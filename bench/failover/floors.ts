// The least that each leg of a failover can take: what the settings and the phase table ask for, and what the lab gives
// in the place of AWS and of real appliances. Whatever a leg took beyond that is our own overhead.
import type { StateName } from '../../functions/contract/workflow/phase-names.ts';
import { phaseOf } from '../../functions/contract/workflow/phase-names.ts';
import type { Instants } from '../../lab/scenario/view/timeline.ts';

/** Seconds. */
export interface Floor {
  /** By settings and phase table. */
  readonly settings: number;
  /** By the lab: delays that are emulated, not measured. */
  readonly emulated: number;
  readonly reason: string;
}

/**
 * What the floors are made of. Seconds, but for `downSinceMs`, lab ms since 1970: the first probe that found the
 * primary down.
 */
export interface Given {
  readonly at: Instants;
  readonly roundSeconds: number;
  readonly failuresToAlarm: number;
  readonly actAfterSeconds: number;
  readonly downSinceMs: number;
  readonly serverDelaySeconds: number;
}

/** The emulated CloudWatch evaluates that long after a period has ended. */
const ALARM_LAG_SECONDS = 0.5;
/** The emulated event bus takes at least that long; what it takes beyond it counts as ours. */
const EVENT_SECONDS = 0.1;
/** Probes in a row that each of the two states asks for. */
const PROBES: Readonly<Partial<Record<StateName, number>>> = { Confirm: 3, Reconfirm: 2 };

const waitsOf = (state: StateName): number => ((PROBES[state] ?? 1) - 1) * (phaseOf(state).loop?.waitSeconds ?? 0);

const secondsTo = (fromMs: number, toMs: number | undefined): number =>
  toMs === undefined ? 0 : Math.max(0, (toMs - fromMs) / 1000);

/** Floors by the names of the legs; a leg that is not named has none. */
export const floorsOf = ({ at, ...given }: Given): Readonly<Record<string, Floor>> => {
  const roundMs = given.roundSeconds * 1000;
  const toSlot = (Math.ceil(at.died / roundMs) * roundMs - at.died) / 1000;
  const rounds = given.failuresToAlarm * given.roundSeconds;
  const decision =
    at.restored === undefined ? 0 : secondsTo(at.restored, given.downSinceMs + given.actAfterSeconds * 1000);
  return {
    detect: {
      settings: toSlot + rounds,
      emulated: ALARM_LAG_SECONDS,
      reason: `next round ${toSlot.toFixed(1)}, then ${given.failuresToAlarm} rounds of ${given.roundSeconds} s`,
    },
    confirm: { settings: waitsOf('Confirm'), emulated: EVENT_SECONDS, reason: 'waits between three probes; event bus' },
    restore: {
      settings: 0,
      emulated: secondsTo(at.restoreBegun ?? 0, at.restored),
      reason: 'all of it is the simulated appliance',
    },
    check: {
      settings: decision + waitsOf('Reconfirm'),
      emulated: 0,
      reason: `what was left of actAfterSeconds ${given.actAfterSeconds}`,
    },
    propagate: { settings: 0, emulated: given.serverDelaySeconds, reason: 'delay of the name server' },
  };
};
