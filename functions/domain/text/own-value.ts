// Reads only own keys of a plain object: text from outside may be "constructor" or "__proto__", which every object has.
// Pure.

/** @returns undefined if the object itself has no such key. */
export const ownValue = <T>(from: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  from !== undefined && Object.hasOwn(from, key) ? from[key] : undefined;
