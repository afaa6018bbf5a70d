// Looks a name up in a plain object by its own keys only: text from outside may say "constructor" or "__proto__", which every object
// answers. Pure.

/** @returns undefined where the object itself has no such key. */
export const ownValue = <T>(from: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  from !== undefined && Object.hasOwn(from, key) ? from[key] : undefined;
