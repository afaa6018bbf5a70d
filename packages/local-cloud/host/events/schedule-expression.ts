// When a schedule is due: rate, at, and cron in UTC. Source: "Schedule types" in the EventBridge Scheduler user guide.

/** The first moment (ms since 1970) strictly after `afterMs` at which the schedule is due; undefined: never again. */
export type NextDue = (afterMs: number) => number | undefined;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LONGEST_SEARCH_MINUTES = 4 * 366 * 24 * 60;
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const fieldTest = (
  field: string,
  low: number,
  high: number,
  names: readonly string[] = [],
): ((value: number) => boolean) => {
  if (field === '*' || field === '?') return () => true;
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + low : Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new Error(`cron field ${field} is not known to the lab`);
    return value;
  };
  const tests = field.split(',').map((part) => {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const first = from === '*' ? low : number(from);
    const last = to === undefined ? (step === undefined ? first : high) : number(to);
    const every = step === undefined ? 1 : Number(step);
    return (value: number) => value >= first && value <= last && (value - first) % every === 0;
  });
  return (value) => tests.some((test) => test(value));
};

const cronDue = (expression: string): NextDue => {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 6) throw new Error(`cron(${expression}): six fields are needed`);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  const fits = {
    minute: fieldTest(minute, 0, 59),
    hour: fieldTest(hour, 0, 23),
    day: fieldTest(dayOfMonth, 1, 31),
    month: fieldTest(month, 1, 12, MONTHS),
    weekday: fieldTest(dayOfWeek, 1, 7, DAYS),
    year: fieldTest(year, 1970, 2199),
  };
  return (afterMs) => {
    let at = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    for (let tries = 0; tries < LONGEST_SEARCH_MINUTES; tries += 1) {
      const date = new Date(at);
      const dayFits =
        fits.year(date.getUTCFullYear()) &&
        fits.month(date.getUTCMonth() + 1) &&
        fits.day(date.getUTCDate()) &&
        fits.weekday(date.getUTCDay() + 1);
      if (dayFits && fits.hour(date.getUTCHours()) && fits.minute(date.getUTCMinutes())) return at;
      at += dayFits ? MINUTE_MS : DAY_MS - (at % DAY_MS);
    }
    return undefined;
  };
};

/**
 * Reads an expression. A rate counts from `originMs`, which is due itself: a Scheduler schedule starts at once.
 * A cron schedule in another time zone than UTC is refused.
 */
export const nextDue = (expression: string, originMs: number, timezone = 'UTC'): NextDue => {
  const [, kind, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') {
    const [, count = '', unit = ''] = /^(\d+)\s+(minute|hour|day)s?$/.exec(body.trim()) ?? [];
    const everyMs = Number(count) * (UNIT_MS[unit] ?? 0);
    if (!(everyMs > 0)) throw new Error(`schedule ${expression} is not known to the lab`);
    return (afterMs) =>
      afterMs < originMs ? originMs : originMs + (Math.floor((afterMs - originMs) / everyMs) + 1) * everyMs;
  }
  if (!['UTC', 'Etc/UTC'].includes(timezone))
    throw new Error(`schedule ${expression}: the lab knows no time zone ${timezone}`);
  if (kind === 'at') {
    const atMs = Date.parse(`${body}Z`);
    return (afterMs) => (afterMs < atMs ? atMs : undefined);
  }
  if (kind === 'cron') return cronDue(body);
  throw new Error(`schedule ${expression} is not known to the lab`);
};
