// Turns of captures, streaks of rounds and refused accounts in memory.
import type { RefusedAccounts } from '../../functions/contract/runtime/refused-accounts.ts';
import type { DownStreak } from '../../functions/domain/health/capture-grace.ts';
import { blocksCapture, type CaptureLease } from '../../functions/domain/model/capture-lease.ts';
import type { RefusedAccount } from '../../functions/domain/record/refused-account.ts';
import type { CaptureLeases } from '../../functions/store/latest/capture-leases.ts';
import type { DownStreaks } from '../../functions/store/latest/down-streaks.ts';

const copyOf = <T>(value: T): T => structuredClone(value);

export const inMemoryCaptureTurns = (): CaptureLeases => {
  const turns = new Map<string, CaptureLease>();
  return {
    take: async (pair, turn) => {
      const there = turns.get(pair);
      if (there && there.captureId !== turn.captureId && blocksCapture(there, turn)) return copyOf(there);
      turns.set(pair, copyOf(turn));
      return undefined;
    },
    release: async (pair, turn, at) => {
      if (turns.get(pair)?.captureId === turn.captureId) turns.set(pair, { ...turn, notAfter: at });
    },
    latest: async (pair) => copyOf(turns.get(pair)),
  };
};

export const inMemoryDownStreaks = (): DownStreaks => {
  const streaks = new Map<string, DownStreak>();
  return {
    write: async (pair, streak) => void streaks.set(pair, copyOf(streak)),
    latest: async (pair) => copyOf(streaks.get(pair)),
  };
};

export interface InMemoryRefusedAccounts extends RefusedAccounts {
  readonly kept: ReadonlyMap<string, readonly RefusedAccount[]>;
}

export const inMemoryRefusedAccounts = (): InMemoryRefusedAccounts => {
  const kept = new Map<string, readonly RefusedAccount[]>();
  return {
    kept,
    read: async (pair) => copyOf(kept.get(pair) ?? []),
    write: async (pair, refused) => void kept.set(pair, copyOf(refused)),
  };
};
