// Every scenario in virtual time, in two halves for two processors. Few files import them all, since each test file of
// Jest loads the SDK anew.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** They show what only bundles, sockets and files can show. */
const REAL_ONLY = ['caching-resolver.test.ts', 'lab.test.ts', 'start.test.ts', 'template-mutation.test.ts'];

const folder = new URL('../scenarios/', import.meta.url);

/** Declares every other scenario file's tests. */
export const declareHalf = async (half: 0 | 1): Promise<void> => {
  const files = readdirSync(fileURLToPath(folder)).filter(
    (name) => name.endsWith('.test.ts') && !REAL_ONLY.includes(name),
  );
  for (const file of files.filter((_, index) => index % 2 === half)) await import(new URL(file, folder).href);
};
