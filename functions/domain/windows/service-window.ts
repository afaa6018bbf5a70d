// Weekly service windows, as in `Sun 02:00 Europe/London` for 120 minutes: local wall-clock time with daylight saving.
// Pure.

export interface ServiceWindow {
  /** The appliance that is worked on. */
  readonly appliance: string;
  /** Day, time and time zone. */
  readonly weekly: string;
  readonly minutes: number;
}

/** One occurrence of a window, in ms since 1970. */
export interface WindowSpan {
  readonly appliance: string;
  readonly fromMs: number;
  readonly toMs: number;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;

const minuteOf = (day: string, time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return DAYS.indexOf(day) * 24 * 60 + hour * 60 + minute;
};

/** Minute of the local week. @throws RangeError for an unknown time zone */
const localMinute = (timeZone: string, ms: number): number => {
  const form = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(form.formatToParts(ms).map(({ type, value }) => [type, value]));
  return minuteOf(parts.get('weekday') ?? '', `${parts.get('hour')}:${parts.get('minute')}`);
};

const weekly = (minutes: number): number => ((minutes % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;

/** The occurrence that began last. @throws RangeError for an unknown time zone */
export const lastSpan = ({ appliance, weekly: when, minutes }: ServiceWindow, nowMs: number): WindowSpan => {
  const [day = '', time = '', timeZone = 'UTC'] = when.split(' ');
  const wanted = minuteOf(day, time);
  const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const guessMs = minuteMs - weekly(localMinute(timeZone, nowMs) - wanted) * MINUTE_MS;
  // Where clocks were changed since then, the guess is off by that hour.
  const off = weekly(localMinute(timeZone, guessMs) - wanted + WEEK_MINUTES / 2) - WEEK_MINUTES / 2;
  const fromMs = guessMs - off * MINUTE_MS;
  const begunMs = fromMs > nowMs ? fromMs - WEEK_MINUTES * MINUTE_MS : fromMs;
  return { appliance, fromMs: begunMs, toMs: begunMs + minutes * MINUTE_MS };
};

/** The window in effect now that ends last; undefined if there is none. */
export const windowNow = (windows: readonly ServiceWindow[] | undefined, nowMs: number): WindowSpan | undefined =>
  (windows ?? [])
    .map((one) => lastSpan(one, nowMs))
    .filter(({ toMs }) => toMs > nowMs)
    .toSorted((one, other) => other.toMs - one.toMs)[0];
