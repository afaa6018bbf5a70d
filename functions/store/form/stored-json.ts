// Stored JSON read with mistrust: what is not JSON is undefined, and the faults of a form are named in bounded words.
import type * as z from 'zod/mini';

const MOST_FAULTS = 10;
const MOST_LETTERS = 600;

/** @returns undefined where the text is not JSON. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? undefined : error;
  }
};

/** Path and message of each fault, never a value. */
export const faultsIn = (
  { issues }: z.core.$ZodError,
  asStored: (path: readonly PropertyKey[]) => readonly PropertyKey[] = (path) => path,
): string =>
  issues
    .slice(0, MOST_FAULTS)
    .map(({ path, message }) => `${asStored(path).map(String).join('.') || 'it'}: ${message}`)
    .join('; ')
    .slice(0, MOST_LETTERS);
