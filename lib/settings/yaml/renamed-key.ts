// Keys that an earlier release called by another name: a fault shows the old key and how to rename it.
import type { Fault } from './fault.ts';
import { shownValue } from './shown-value.ts';
import { type Path, pathInWords, type SourceMap } from './source-map.ts';

interface Renamed {
  /** End of the path of the old key. */
  readonly end: RegExp;
  readonly to: string;
}

const RENAMED: readonly Renamed[] = [{ end: /(restore|power\[\d+\])\.way$/, to: 'method' }];

/** The renamed key at the path; undefined if the key was never renamed. */
export const renamedKey = (path: Path): Renamed | undefined => RENAMED.find(({ end }) => end.test(pathInWords(path)));

/** The fault for a missing key whose old name is present; undefined if the old name is absent too. */
export const renamedFault = (missing: Path, group: unknown, source: SourceMap): Fault | undefined => {
  if (typeof group !== 'object' || group === null) return undefined;
  for (const old of Object.keys(group)) {
    const path = [...missing.slice(0, -1), old];
    const renamed = renamedKey(path);
    if (renamed === undefined || renamed.to !== missing.at(-1)) continue;
    const value = shownValue(path, (group as Record<string, unknown>)[old]);
    return {
      line: source.lineOf(path),
      path: pathInWords(path),
      ...(value === undefined ? {} : { value }),
      allowed: `the key ${renamed.to}: ${old} is now called ${renamed.to}`,
      fix: `Rename \`${old}\` to \`${renamed.to}\`.`,
    };
  }
  return undefined;
};
