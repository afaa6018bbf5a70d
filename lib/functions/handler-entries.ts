// Finds the file of every function's handler, and says all that are missing at once.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS } from '../../functions/contract/runtime/functions.ts';

/** Where the handlers lie, from the root of the repository. lib knows handlers by their paths alone. */
export const HANDLERS_FOLDER = 'functions/handlers';

/**
 * Verb → entry file.
 * @throws MissingHandlersError naming every handler that is not there.
 */
export const handlerEntries = (entryFolder: string): Readonly<Record<string, string>> => {
  const entries = Object.fromEntries(FUNCTIONS.map(({ verb }) => [verb, join(entryFolder, `${verb}.ts`)]));
  const missing = Object.values(entries).filter((entry) => !existsSync(entry));
  if (missing.length > 0) {
    const error = new Error(
      `${missing.length} of ${FUNCTIONS.length} functions have no handler: ${missing.join(', ')}. Each function in functions/contract/runtime/functions.ts needs a file of its verb in ${entryFolder}.`,
    );
    error.name = 'MissingHandlersError';
    throw error;
  }
  return entries;
};
