// Times and spans as people type and read them.
import { usage } from './cli-error.ts';

const UNITS = { s: 1 / 3_600, m: 1 / 60, h: 1, d: 24 } as const;
const SPAN = /^(\d+(?:\.\d+)?)(s|m|h|d)$/;
const isUnit = (text: string): text is keyof typeof UNITS => Object.hasOwn(UNITS, text);

/**
 * A span as hours.
 * @example hoursOf('90m') // 1.5
 * @throws WrongUsage
 */
export const hoursOf = (text: string): number => {
  const [, count = '', unit = ''] = SPAN.exec(text.trim()) ?? [];
  if (!isUnit(unit))
    throw usage(`a span is expected, found ${JSON.stringify(text)}`, 'use a span such as 30m, 4h or 2d.');
  return Number(count) * UNITS[unit];
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * A span in at most two units.
 * @example spanText(75_000) // '1 min 15 s'
 */
export const spanText = (spanMs: number): string => {
  const ms = Math.max(0, spanMs);
  const parts = (big: number, bigName: string, small: number, smallName: string): string => {
    const rest = Math.floor((ms % big) / small);
    return `${Math.floor(ms / big)} ${bigName}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
  };
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return parts(MINUTE_MS, 'min', SECOND_MS, 's');
  if (ms < DAY_MS) return parts(HOUR_MS, 'h', MINUTE_MS, 'min');
  return parts(DAY_MS, 'd', HOUR_MS, 'h');
};

/** @example agoText('2026-01-15T09:00:00Z', nowMs) // '12 min ago' */
export const agoText = (at: string, nowMs: number): string => `${spanText(nowMs - Date.parse(at))} ago`;

/** @example clockText('2026-01-15T09:00:07.120Z') // '09:00:07' */
export const clockText = (at: string): string => at.slice(11, 19);

/** Whole seconds, as the tables show a time. */
export const timeText = (at: string): string => at.replace(/\.\d+Z$/, 'Z');
