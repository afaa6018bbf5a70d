// The lab's only source of randomness: the same seed gives the same faults, so a failed scenario can be run again.

export interface SeededRandom {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** A number from `low` up to, not including, `high`. */
  between(low: number, high: number): number;
  /** A generator of its own for one part of the lab, so that parts do not disturb each other's sequence. */
  fork(label: string): SeededRandom;
}

const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
};

/** mulberry32 by Tommy Ettinger (public domain): 32 bits of state, good enough for jitter and duplicates. */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    fork: (label) => seededRandom((seed ^ hash(label)) >>> 0),
  };
};

const HEX = 16;
const BYTE = 256;

/** A UUID of version 4 by seed. */
export const uuidBy = (random: SeededRandom): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(random.next() * HEX).toString(HEX));

export const bytesBy = (random: SeededRandom, count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, () => Math.floor(random.next() * BYTE)));
