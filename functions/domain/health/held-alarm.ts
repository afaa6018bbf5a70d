// Hysteresis of the alarms that notify people: raised at once, ended only after half an hour without being raised. An
// M-of-N alarm whose failures are about as frequent as its threshold would come and go many times an hour. Pure.

/** The state of one part of the alarm. */
export interface PartReading {
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** ms since 1970 at which it went into that state. */
  readonly sinceMs: number;
}

const MINUTE_MS = 60_000;
const HELD_MS = 30 * MINUTE_MS;

/**
 * What to publish for the part that holds the alarm; undefined leaves it as it is.
 * @param raised undefined if its state cannot be read.
 */
export const heldPoint = (
  raised: PartReading | undefined,
  held: PartReading | undefined,
  nowMs: number,
): 0 | 1 | undefined => {
  if (!raised || raised.state === 'INSUFFICIENT_DATA') return undefined;
  const isHeld = held?.state === 'ALARM';
  if (raised.state === 'ALARM') return isHeld ? undefined : 1;
  // Its first state is no end of an alarm.
  if (!held || held.state === 'INSUFFICIENT_DATA') return 0;
  return isHeld && nowMs - raised.sinceMs >= HELD_MS ? 0 : undefined;
};
