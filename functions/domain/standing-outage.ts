// When an alarm that stands is met with a recovery although its event started none. Pure.

/** The event rule is the fast path: it gets this long to start one first. */
const GRACE_MS = 60_000;
const MINUTE_MS = 60_000;

/** @param reading the state of the alarm PrimaryDown, and since when it is so, in ms since 1970. */
export const stoodLongEnough = (reading: { readonly state: string; readonly sinceMs: number }, nowMs: number): boolean =>
  reading.state === 'ALARM' && nowMs - reading.sinceMs >= GRACE_MS;

/** The same within one minute, so that two runs of reconcile start one execution. */
export const standingStartName = (pair: string, nowMs: number): string => {
  const minute = new Date(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS).toISOString();
  return `${pair}-standing-${minute.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
};
