// What a zone said at any recent moment, so that a name server can lag behind the zone as real ones do while a change
// spreads.
import type { LabClock } from '../../packages/local-cloud/base/clock.ts';

/**
 * The records of one name and type (TTL in seconds, values as in a zone file); else whether the name is the zone's at
 * all.
 */
export type ZoneAnswer = { readonly ttl: number; readonly values: readonly string[] } | { readonly inZone: boolean };

/** Asks the zone as it is now. Names are lower case without final dot; the type is A, AAAA, TXT, NS, SOA... */
export type ZoneLookup = (name: string, type: string) => ZoneAnswer;

/** A name and type that must be followed from the start, since a lag needs a past. */
export interface FollowedRecord {
  readonly name: string;
  readonly type: string;
}

export interface ZoneHistory extends Disposable {
  /** What the zone said at `atMs` (lab time); what it said first when followed for less long than that. */
  at(name: string, type: string, atMs: number): ZoneAnswer;
}

const SAMPLE_MS = 200;
const KEEP_MS = 600_000;

/** Samples the zone five times a lab second for the followed records and every record that was ever asked for. */
export const keepZoneHistory = (
  lookup: ZoneLookup,
  clock: LabClock,
  followed: readonly FollowedRecord[] = [],
): ZoneHistory => {
  const past = new Map<
    string,
    { readonly name: string; readonly type: string; states: { fromMs: number; answer: ZoneAnswer }[] }
  >();
  const sample = (name: string, type: string): { fromMs: number; answer: ZoneAnswer }[] => {
    const key = `${name} ${type}`;
    const entry = past.get(key) ?? { name, type, states: [] };
    past.set(key, entry);
    const answer = lookup(name, type);
    const last = entry.states.at(-1);
    const fromMs = clock.nowMs();
    if (last === undefined || JSON.stringify(last.answer) !== JSON.stringify(answer))
      entry.states.push({ fromMs, answer });
    const firstKept = entry.states.findLastIndex((state) => state.fromMs <= fromMs - KEEP_MS);
    if (firstKept > 0) entry.states.splice(0, firstKept);
    return entry.states;
  };
  for (const { name, type } of followed) sample(name, type);
  let timer: Disposable;
  const tick = (): void => {
    for (const { name, type } of past.values()) sample(name, type);
    timer = clock.after(SAMPLE_MS, tick);
  };
  timer = clock.after(SAMPLE_MS, tick);
  return {
    at: (name, type, atMs) => {
      const states = sample(name, type);
      return (states.findLast((state) => state.fromMs <= atMs) ?? states[0])?.answer ?? { inZone: false };
    },
    [Symbol.dispose]: () => timer[Symbol.dispose](),
  };
};
