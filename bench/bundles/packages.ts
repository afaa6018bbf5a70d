// Which package a bundled file belongs to, and how much of a bundle each package makes up, by esbuild's own account.
import type { Metafile } from 'esbuild';

/** Size of one package within one bundle. */
export interface PackageShare {
  /** Name as in package.json; `functions` for our own code. */
  readonly name: string;
  readonly bytes: number;
}

/** The package of an input path: the innermost folder under node_modules, scope and all. */
export const packageOf = (path: string): string => {
  const [, inside] = /^(?:.*\/)?node_modules\/(.*)$/.exec(path) ?? [];
  if (inside === undefined) return 'functions';
  const [first = '', second = ''] = inside.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
};

/** Packages of one output, the biggest first; what was left out by tree shaking counts nothing. */
export const sharesOf = (output: Metafile['outputs'][string]): readonly PackageShare[] => {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = packageOf(path);
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes]
    .map(([name, size]) => ({ name, bytes: size }))
    .filter((share) => share.bytes > 0)
    .sort((one, other) => other.bytes - one.bytes);
};
