// The entry of every function's bundle, which Lambda calls. Generated, because it does the same for each function: make
// the clients of the table and wire the handler of that name. lib knows handlers only by their paths.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { CLIENT_CLASSES, CLIENTS_OF, type ServiceName } from '../../functions/contract/runtime/clients.ts';
import { FUNCTIONS, type FunctionName } from '../../functions/contract/runtime/functions.ts';

/** Folder of the handlers, from the root of the repository. */
export const HANDLERS_FOLDER = 'functions/handlers';

const PREFIX = 'entry-of:';

/** Whole backups pass through these functions, so they first limit the young generation of their heap. */
export const STREAMING: readonly FunctionName[] = ['capture', 'prepare', 'upload-backup', 'read-back'];

/** The entry as source, relative to the folder of the handlers. */
export const entryOf = (verb: FunctionName): string => {
  const services = Object.keys(CLIENTS_OF[verb]) as ServiceName[];
  const classes = services.map((service) => CLIENT_CLASSES[service]);
  return [
    ...(STREAMING.includes(verb) ? ["import '../lambda/small-young.ts';"] : []),
    ...classes.map(([from, name]) => `import { ${name} } from '${from}';`),
    `import { wire } from './${verb}.ts';`,
    "import { startFunction } from '../lambda/start-function.ts';",
    `export const handler = startFunction('${verb}', wire, { ${services.map((one) => `${one}: ${CLIENT_CLASSES[one][1]}`).join(', ')} });`,
    '',
  ].join('\n');
};

/**
 * Verb → what to bundle.
 * @throws MissingHandlersError naming every missing handler.
 */
export const handlerEntries = (entryFolder: string): Readonly<Record<string, string>> => {
  const files = FUNCTIONS.map(({ verb }) => join(entryFolder, `${verb}.ts`));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) {
    const error = new Error(
      `${missing.length} of ${FUNCTIONS.length} functions have no handler: ${missing.join(', ')}. Each function in functions/contract/runtime/functions.ts needs a file of its verb in ${entryFolder}.`,
    );
    error.name = 'MissingHandlersError';
    throw error;
  }
  return Object.fromEntries(FUNCTIONS.map(({ verb }) => [verb, `${PREFIX}${verb}`]));
};

/** Gives esbuild the entries. */
export const writtenEntries = (entryFolder: string, source: (verb: FunctionName) => string): Plugin => ({
  name: 'written-entries',
  setup: (bundling) => {
    bundling.onResolve({ filter: new RegExp(`^${PREFIX}`) }, ({ path }) => ({ path, namespace: 'entry' }));
    bundling.onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({
      contents: source(path.slice(PREFIX.length) as FunctionName),
      loader: 'ts',
      resolveDir: resolve(entryFolder),
    }));
  },
});
