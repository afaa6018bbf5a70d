// Whether the times in a pair record can be. What has happened lies in the past, and a lease ends within a function's life: a record that
// is quiet until the year 9999 would keep every recovery away, and one that says that people were notified tomorrow would keep them from hearing of it. Names are those on disk.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks differ a little, functions live for a quarter of an hour. */
const SOON_MS = HOUR_MS;

/** How far ahead of now a time with that name may lie; the first rule that fits. Whatever is called otherwise may lie far ahead. */
const RULES: readonly (readonly [name: RegExp, aheadMs: number])[] = [
  [/^(quietUntil|notAfter)$/, SOON_MS],
  [/^(lapses|due|next|expires|ends|reminds?)At$/, 8 * DAY_MS],
  [/(^at|At|^since|Since)$/, SOON_MS],
  [/./, 3_660 * DAY_MS],
];

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
/** Inputs that a person would send again are words of his. */
const NOT_OURS = 'goOnWith';

/** @returns a fault for each time that lies too far ahead, wherever in the record it stands. */
export const timeFaults = (value: unknown, nowMs: number, path: readonly string[] = []): readonly string[] => {
  const name = path.findLast((key) => !/^\d+$/.test(key)) ?? '';
  if (name === NOT_OURS) return [];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => timeFaults(one, nowMs, [...path, key]));
  if (typeof value !== 'string' || !ISO_TIME.test(value)) return [];
  const aheadMs = RULES.find(([pattern]) => pattern.test(name))?.[1] ?? SOON_MS;
  return Date.parse(value) <= nowMs + aheadMs || Number.isNaN(Date.parse(value))
    ? []
    : [`${path.join('.')}: ${value.slice(0, 40)} lies too far ahead of ${new Date(nowMs).toISOString()}`];
};
