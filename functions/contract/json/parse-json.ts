// Parses JSON of any origin: an answer, a secret, a stored object, a parameter. Says what is wrong with it in bounded
// words, and never quotes it, because it may hold secrets.
import type * as z from 'zod/mini';
import { fromStored, type StoredName, storedPath } from '../stored/stored-names.ts';

const MOST_FAULTS = 10;
const MOST_LETTERS = 600;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The value of the text; undefined if it is not JSON.
 * @example jsonOf('{"a": 1}') // { a: 1 }
 * @example jsonOf('<html>') // undefined
 */
export const jsonOf = (text: string | undefined): unknown => {
  try {
    // Tools of Windows begin files with a byte order mark, which a parser may ignore: RFC 8259, section 8.1.
    return text === undefined ? undefined : JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch (error) {
    if (Error.isError(error) && error.name === 'SyntaxError') return undefined;
    throw error;
  }
};

/** Path and message of each fault, never a value. */
const faultsIn = ({ issues }: z.core.$ZodError, names: readonly StoredName[]): string =>
  issues
    .slice(0, MOST_FAULTS)
    .map(({ path, message }) => `${storedPath(names, path).map(String).join('.') || 'it'}: ${message}`)
    .join('; ')
    .slice(0, MOST_LETTERS);

export type Parsed<T> =
  | { readonly value: T; readonly faults?: undefined }
  | { readonly value?: undefined; readonly faults: string };

/**
 * The value, if it has that form.
 * @param names names on disk that differ from those of the code; faults are named as they are on disk.
 */
export const parseJson = <T>(
  schema: z.ZodMiniType<T>,
  text: string | undefined,
  names: readonly StoredName[] = [],
): Parsed<T> => {
  const json = jsonOf(text);
  if (json === undefined) return { faults: 'it is not JSON' };
  const parsed = schema.safeParse(fromStored(names, json));
  return parsed.success ? { value: parsed.data } : { faults: faultsIn(parsed.error, names) };
};
