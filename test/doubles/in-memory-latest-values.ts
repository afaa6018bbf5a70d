// Latest values and turns of captures in memory.
import type { LatestValues } from '../../functions/contract/runtime/latest-value.ts';
import { blocksCapture, type CaptureLease } from '../../functions/domain/model/capture-lease.ts';
import type { CaptureLeases } from '../../functions/store/latest/capture-leases.ts';

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

export interface InMemoryLatestValues<T> extends LatestValues<T> {
  readonly kept: ReadonlyMap<string, T>;
}

export const inMemoryLatestValues = <T>(): InMemoryLatestValues<T> => {
  const kept = new Map<string, T>();
  return {
    kept,
    read: async (pair) => copyOf(kept.get(pair)),
    write: async (pair, value) => void kept.set(pair, copyOf(value)),
  };
};
