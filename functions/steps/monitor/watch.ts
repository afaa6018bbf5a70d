// Watch: runs rounds on wall-clock slots until a newer invocation has taken over. A schedule may start it up to a
// minute late, so each invocation runs long enough to bridge the gap. Two at once probe twice and agree.

import type { RemainingTime } from '../../contract/runtime/clock.ts';
import type { LatestValue } from '../../contract/runtime/latest-value.ts';
import { within } from '../../contract/runtime/within.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { SettingsSource } from '../../platform/settings-source.ts';
import type { WatchTurn } from '../../store/latest/latest-values.ts';
import { type RoundLimits, type RoundMemory, type WatchRoundTools, watchRound } from './watch-round.ts';

export interface WatchTools extends WatchRoundTools {
  readonly settings: SettingsSource;
  readonly handover: LatestValue<WatchTurn>;
  readonly newId: () => string;
}

export interface WatchResult {
  readonly rounds: number;
  readonly ended: 'relieved' | 'time is up';
}

/** Fixed in the settings; all pairs share the slots. */
const ROUND_MS = 10_000;
/** Twice the schedule's period plus its jitter. With more, a broken schedule would go unnoticed. */
const TURN_MS = 130_000;
/** The deadline of a round: its probes, writes and retries end before the next slot. */
const ROUND_NEEDS_MS = 9_000;
const MOST_ROUNDS = TURN_MS / ROUND_MS + 1;

/** Clocks of two functions differ by less. A start time further in the future is not credible. */
const CLOCK_SLACK_MS = 60_000;

const isYounger = (other: WatchTurn, ours: WatchTurn, nowMs: number): boolean =>
  other.id !== ours.id &&
  Date.parse(other.startedAt) <= nowMs + CLOCK_SLACK_MS &&
  (other.startedAt > ours.startedAt || (other.startedAt === ours.startedAt && other.id > ours.id));

export const watch =
  (tools: WatchTools) =>
  async (_event: unknown, remainingMs: RemainingTime): Promise<WatchResult> => {
    const startMs = tools.clock.nowMs();
    const turn: WatchTurn = { id: tools.newId(), startedAt: new Date(startMs).toISOString() };
    const known = new Map<string, PairSettings>();
    const memories = new Map<string, RoundMemory>();
    let announced = false;

    const watchPair = async (pair: string, limits: RoundLimits): Promise<void> => {
      const { slot, signal } = limits;
      try {
        const settings = known.get(pair) ?? (await within(signal, () => tools.settings.read(pair, signal)));
        known.set(pair, settings);
        const memory = memories.get(pair) ?? {};
        memories.set(pair, memory);
        await watchRound(tools, settings, limits, memory);
      } catch (error) {
        tools.say(`${pair} cannot be watched in the round at ${slot}`, error);
      }
    };

    const isRelieved = async (signal: AbortSignal): Promise<boolean> => {
      try {
        const latest = await within(signal, () => tools.handover.read(signal));
        if (latest && isYounger(latest, turn, tools.clock.nowMs())) return true;
      } catch (error) {
        tools.say('cannot read whether a newer watcher has taken over; this one continues', error);
      }
      return false;
    };
    const take = async (signal: AbortSignal): Promise<void> => {
      try {
        await within(signal, () => tools.handover.write(turn, signal));
        announced = true;
      } catch (error) {
        tools.say('could not record for older watchers that this one has taken over', error);
      }
    };

    for (let rounds = 1; rounds <= MOST_ROUNDS; rounds += 1) {
      const slotMs = Math.floor(tools.clock.nowMs() / ROUND_MS) * ROUND_MS;
      const limits = { slot: new Date(slotMs).toISOString(), signal: tools.clock.deadline(ROUND_NEEDS_MS) };
      await Promise.all(tools.settings.pairs().map((pair) => watchPair(pair, limits)));
      if (await isRelieved(limits.signal)) return { rounds, ended: 'relieved' };
      if (!announced) await take(limits.signal);
      const nextMs = (Math.floor(tools.clock.nowMs() / ROUND_MS) + 1) * ROUND_MS;
      const nowMs = tools.clock.nowMs();
      if (nextMs - startMs >= TURN_MS || remainingMs() < nextMs - nowMs + ROUND_NEEDS_MS) {
        return { rounds, ended: 'time is up' };
      }
      await tools.clock.sleep(Math.max(0, nextMs - tools.clock.nowMs()));
    }
    return { rounds: MOST_ROUNDS, ended: 'time is up' };
  };
