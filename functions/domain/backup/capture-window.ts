// The hours in which scheduled captures are allowed, as in `22:00-06:00 Europe/London`: local wall-clock time with
// daylight saving. The end is exclusive. Pure.

interface Hours {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly timeZone: string;
}

const minuteOf = (time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

const hoursOf = (between: string): Hours => {
  const [times = '', timeZone = 'UTC'] = between.split(' ');
  const [from = '', to = ''] = times.split('-');
  return { fromMinute: minuteOf(from), toMinute: minuteOf(to), timeZone };
};

/** Minute of the local day. @throws RangeError for an unknown time zone */
const localMinute = (timeZone: string, nowMs: number): number => {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return minuteOf(parts.format(nowMs));
};

/** `between` has the form that the settings allow. @throws RangeError for an unknown time zone */
export const isWithinHours = (between: string, nowMs: number): boolean => {
  const { fromMinute, toMinute, timeZone } = hoursOf(between);
  const minute = localMinute(timeZone, nowMs);
  return fromMinute < toMinute ? fromMinute <= minute && minute < toMinute : fromMinute <= minute || minute < toMinute;
};
