// Whether the times in a stored object are plausible. Past events lie in the past, and a lease ends within a function’s
// life: a record blocked until the year 9999 would block every recovery, and a notification dated tomorrow would
// suppress real ones. Names are those on disk.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks differ slightly, and functions live for 15 minutes. */
const SOON_MS = HOUR_MS;

/** How far in the future a time with that name may lie; the first matching rule counts. Other names have no limit. */
const RULES: readonly (readonly [name: RegExp, aheadMs: number])[] = [
  [/^(quietUntil|notAfter)$/, SOON_MS],
  [/^(lapses|due|next|expires|ends|reminds?)At$/, 8 * DAY_MS],
  [/(^at|At|^since|Since)$/, SOON_MS],
  [/./, 3_660 * DAY_MS],
];

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
/** Inputs that an operator would send again are free text. */
const NOT_OURS = 'goOnWith';

/** @returns a fault for each time that lies too far in the future, anywhere in the record. */
export const timeFaults = (value: unknown, nowMs: number, path: readonly string[] = []): readonly string[] => {
  const name = path.findLast((key) => !/^\d+$/.test(key)) ?? '';
  if (name === NOT_OURS) return [];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => timeFaults(one, nowMs, [...path, key]));
  if (typeof value !== 'string' || !ISO_TIME.test(value)) return [];
  const aheadMs = RULES.find(([pattern]) => pattern.test(name))?.[1] ?? SOON_MS;
  return Date.parse(value) <= nowMs + aheadMs || Number.isNaN(Date.parse(value))
    ? []
    : [
        `${path.join('.')}: ${value.slice(0, 40)} is too far in the future; the time now is ${new Date(nowMs).toISOString()}`,
      ];
};
