// Which SDK clients a function's own code constructs: found in the sources that its handler imports, so that a client which is
// bundled for nothing stands out.
import { readFile } from 'node:fs/promises';
import type { Metafile } from 'esbuild';

/** Clients, and what the SDK keeps of other services' clients to find credentials. */
const CLIENT = /^@aws-sdk\/(client-[a-z0-9-]+|nested-clients)$/;

export const isClient = (packageName: string): boolean => CLIENT.test(packageName);

/** Our own files that the entry imports, itself first. */
const ownSources = (metafile: Metafile, entry: string): ReadonlySet<string> => {
  const seen = new Set([entry]);
  for (const path of seen) {
    for (const { path: next } of metafile.inputs[path]?.imports ?? []) if (next.startsWith('functions/')) seen.add(next);
  }
  return seen;
};

/** Client packages of which the source constructs a class that it imports by name. */
export const constructedIn = (source: string): readonly string[] =>
  [...source.matchAll(/import\s*\{([^}]*)\}\s*from\s*'([^']+)'/g)].flatMap(([, names = '', from = '']) => {
    const classes = names.split(',').map((name) => name.trim().replace(/^.*\sas\s/, ''));
    const constructs = classes.some((name) => /^\w+Client$/.test(name) && new RegExp(`\\bnew ${name}\\(`).test(source));
    return isClient(from) && constructs ? [from] : [];
  });

/** All client packages that the handler and what it imports of ours construct. */
export const clientsConstructed = async (metafile: Metafile, entry: string): Promise<ReadonlySet<string>> => {
  const sources = await Promise.all([...ownSources(metafile, entry)].map((path) => readFile(path, 'utf8')));
  return new Set(sources.flatMap(constructedIn));
};
