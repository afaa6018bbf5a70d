// Turns of captures, and streaks of rounds, in memory.

import type { DownStreak } from '../../functions/domain/health/capture-grace.ts';
import { type CaptureTurn, standsInTheWay } from '../../functions/domain/model/capture-lease.ts';
import type { CaptureTurns } from '../../functions/store/latest/capture-leases.ts';
import type { DownStreaks } from '../../functions/store/latest/down-streaks.ts';

export const inMemoryCaptureTurns = (): CaptureTurns => {
  const turns = new Map<string, CaptureTurn>();
  return {
    take: async (pair, turn) => {
      const there = turns.get(pair);
      if (there && there.captureId !== turn.captureId && standsInTheWay(there, turn)) return there;
      turns.set(pair, turn);
      return undefined;
    },
    release: async (pair, turn, at) => {
      if (turns.get(pair)?.captureId === turn.captureId) turns.set(pair, { ...turn, notAfter: at });
    },
    latest: async (pair) => turns.get(pair),
  };
};

export const inMemoryDownStreaks = (): DownStreaks => {
  const streaks = new Map<string, DownStreak>();
  return {
    write: async (pair, streak) => void streaks.set(pair, streak),
    latest: async (pair) => streaks.get(pair),
  };
};
