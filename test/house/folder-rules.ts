// Rules for folders: a folder has a dozen files at most, and neighbouring folders import in one direction.
import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';

const MOST = 12;

/** One file for each Lambda function stands there, however many there are. */
const ALLOWED_FULL = new Set(['functions/handlers']);

/** Folders with more than a dozen files of their own, in a sentence each. */
export const crowded = (files: readonly SourceFile[]): readonly string[] => {
  const inside = Map.groupBy(files, ({ path }) => posix.dirname(path));
  return [...inside]
    .filter(([folder, { length }]) => length > MOST && !ALLOWED_FULL.has(folder))
    .map(([folder, { length }]) => `${folder} holds ${length} files, more than ${MOST}`);
};

/**
 * Where two paths part: the folder that both lie in, and the folder of each in there; undefined where one lies above.
 */
const partingOf = (from: string, to: string): readonly [inside: string, from: string, to: string] | undefined => {
  const [one, other] = [posix.dirname(from).split('/'), posix.dirname(to).split('/')];
  const depth = one.findIndex((name, index) => name !== other[index]);
  const [mine, theirs] = depth < 0 ? [] : [one[depth], other[depth]];
  return mine === undefined || theirs === undefined ? undefined : [one.slice(0, depth).join('/'), mine, theirs];
};

const reaches = (arrows: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean => {
  const seen = new Set<string>();
  const waiting = [from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const forward = arrows.get(next) ?? new Set();
    if (forward.has(to)) return true;
    waiting.push(...forward);
  }
  return false;
};

/** Folders beside one another that reach each other by imports, types counted, in a sentence each. */
export const folderCircles = (files: readonly SourceFile[]): readonly string[] => {
  const rooms = new Map<string, Map<string, Set<string>>>();
  for (const { path, imports } of files)
    for (const { path: target } of imports) {
      const parting = target === undefined ? undefined : partingOf(path, target);
      if (parting === undefined) continue;
      const [inside, from, to] = parting;
      const arrows = rooms.get(inside) ?? new Map<string, Set<string>>();
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
      rooms.set(inside, arrows);
    }
  return [...rooms].flatMap(([inside, arrows]) =>
    [...arrows.keys()]
      .filter((folder) => reaches(arrows, folder, folder))
      .map((folder) => `${posix.join(inside, folder)} reaches itself through the folders beside it`),
  );
};
