// What a warm function keeps of what never changes, for each pair by itself: one pair's listing does not drive out
// another's.

/** Remembers at most so many values a pair; the one that was put first goes first. */
export const boundedMemory = <T>(most: number) => {
  const pairs = new Map<string, Map<string, T>>();
  const of = (pair: string): Map<string, T> => {
    const known = pairs.get(pair) ?? new Map<string, T>();
    pairs.set(pair, known);
    return known;
  };
  return {
    get: (pair: string, name: string): T | undefined => pairs.get(pair)?.get(name),
    put: (pair: string, name: string, value: T): void => {
      const known = of(pair);
      known.set(name, value);
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
    },
  };
};
