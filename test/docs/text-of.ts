// Text of a file of the repository, for tests of the documents.
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** Text of a file, by its path from the root of the repository. */
export const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
