// When a pause ends. Pure.
import type { Pause } from './pair-standing.ts';

/** The longest pause. For a longer one, pause again. */
export const MOST_PAUSE_HOURS = 7 * 24;

/** In ms since 1970, limited to the longest pause. */
export const pauseEndMs = ({ since, until }: Pause): number =>
  since === undefined
    ? Date.parse(until)
    : Math.min(Date.parse(until), Date.parse(since) + MOST_PAUSE_HOURS * 3_600_000);
