// Watch: rounds on wall-clock slots until a younger invocation has taken over. A schedule may start it up to a minute late,
// so each invocation stays long enough to bridge the gap; two at once ask twice and agree.
import type { RemainingTime } from '../contract/clock.ts';
import type { PairSettings } from '../contract/pair-settings.ts';
import type { SettingsSource } from '../store/settings-source.ts';
import type { WatchRelief, WatchTurn } from '../store/watch-relief.ts';
import { type RoundMemory, type WatchRoundTools, watchRound } from './watch-round.ts';

export interface WatchTools extends WatchRoundTools {
  readonly settings: SettingsSource;
  readonly relief: WatchRelief;
  /** Sleeps until that time of day, in ms since 1970. */
  readonly sleepUntil: (timeMs: number) => Promise<void>;
  readonly newId: () => string;
}

export interface WatchResult {
  readonly rounds: number;
  readonly ended: 'relieved' | 'time is up';
}

/** The settings allow nothing else; all pairs share the slots. */
const ROUND_MS = 10_000;
/** Twice the schedule's period and its jitter: longer, and a dead schedule would go unnoticed. */
const TURN_MS = 130_000;
/** A round's looks, its writes and their retries fit into this. */
const ROUND_NEEDS_MS = 9_000;
const MOST_ROUNDS = TURN_MS / ROUND_MS + 1;

const isYounger = (other: WatchTurn, ours: WatchTurn): boolean =>
  other.id !== ours.id && (other.startedAt > ours.startedAt || (other.startedAt === ours.startedAt && other.id > ours.id));

export const watch =
  (tools: WatchTools) =>
  async (_event: unknown, remainingMs: RemainingTime): Promise<WatchResult> => {
    const startMs = tools.clock.nowMs();
    const turn: WatchTurn = { id: tools.newId(), startedAt: new Date(startMs).toISOString() };
    const known = new Map<string, PairSettings>();
    const memories = new Map<string, RoundMemory>();
    let announced = false;

    const watchPair = async (pair: string, slot: string): Promise<void> => {
      try {
        const settings = known.get(pair) ?? (await tools.settings.read(pair));
        known.set(pair, settings);
        const memory = memories.get(pair) ?? {};
        memories.set(pair, memory);
        await watchRound(tools, settings, slot, memory);
      } catch (error) {
        tools.say(`${pair} cannot be watched in the round at ${slot}`, error);
      }
    };

    const isRelieved = async (): Promise<boolean> => {
      try {
        const latest = await tools.relief.latest();
        if (latest && isYounger(latest, turn)) return true;
      } catch (error) {
        tools.say('whether a younger watcher has taken over cannot be told; this one goes on', error);
      }
      return false;
    };
    const announce = async (): Promise<void> => {
      try {
        await tools.relief.announce(turn);
        announced = true;
      } catch (error) {
        tools.say('an older watcher could not be told that this one has taken over', error);
      }
    };

    for (let rounds = 1; rounds <= MOST_ROUNDS; rounds += 1) {
      const slotMs = Math.floor(tools.clock.nowMs() / ROUND_MS) * ROUND_MS;
      await Promise.all(tools.settings.pairs().map((pair) => watchPair(pair, new Date(slotMs).toISOString())));
      if (await isRelieved()) return { rounds, ended: 'relieved' };
      if (!announced) await announce();
      const nextMs = (Math.floor(tools.clock.nowMs() / ROUND_MS) + 1) * ROUND_MS;
      const nowMs = tools.clock.nowMs();
      if (nextMs - startMs >= TURN_MS || remainingMs() < nextMs - nowMs + ROUND_NEEDS_MS) {
        return { rounds, ended: 'time is up' };
      }
      await tools.sleepUntil(nextMs);
    }
    return { rounds: MOST_ROUNDS, ended: 'time is up' };
  };
