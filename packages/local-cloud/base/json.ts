// The values that travel between the template, the interpreter and the functions, and safe functions to take them
// apart.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for a plain object (no array, no null). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, or an empty object if it is not one. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The value as a list: lists as they are, nothing as the empty list, anything else as a list of one. */
export const listOf = (value: Json | undefined): readonly Json[] => {
  if (Array.isArray(value)) return value as readonly Json[];
  return value === undefined || value === null ? [] : [value];
};

/** The value as text; throws an error that names `what` if it is not text. */
export const textOf = (value: unknown, what: string): string => {
  if (typeof value === 'string') return value;
  throw new TypeError(`${what}: expected text, found ${JSON.stringify(value) ?? 'nothing'}`);
};

/** The value as text, or undefined. */
export const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The value as a number; templates write some numbers as text. Undefined if it is neither. */
export const optionalNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  return undefined;
};

/** A deep copy with what JSON cannot hold left out; `undefined` becomes null, as a Lambda's answer does. */
export const jsonCopy = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;
