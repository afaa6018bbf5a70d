// Reads twinbox.yaml and reports all of its faults at once.
import { readFileSync } from 'node:fs';
import { brokenRules } from './cross-rules.ts';
import { FileSettings } from './file-schema.ts';
import { type Fault, SettingsFaultyError } from './yaml/fault.ts';
import { faultsOf } from './yaml/form-faults.ts';
import { shownValue } from './yaml/shown-value.ts';
import { pathInWords, SourceMap } from './yaml/source-map.ts';

const unreadable = (file: string, cause: unknown): Error =>
  new SettingsFaultyError(file, [
    {
      line: 1,
      path: '',
      value: `not readable: ${Error.isError(cause) ? cause.message : String(cause)}`,
      allowed: 'a settings file',
      fix: 'Copy twinbox.yaml from the repository, or name your own file: TWINBOX_SETTINGS=<file>, or cdk --context settings=<file>.',
    },
  ]);

const ruleFaults = (source: SourceMap): readonly Fault[] =>
  brokenRules(source.content).map(({ path, allowed, fix }) => {
    const found = path.reduce<unknown>((around, key) => (around as Record<string, unknown>)[key], source.content);
    const value = shownValue(path, found);
    return {
      line: source.lineOf(path),
      path: pathInWords(path),
      ...(value === undefined ? {} : { value }),
      allowed,
      fix,
    };
  });

/**
 * Checks the text of a settings file.
 * @param file name of the file, shown in the faults.
 * @throws SettingsFaultyError with every fault.
 */
export const parseSettings = (text: string, file: string): FileSettings => {
  const source = new SourceMap(text);
  if (source.faults.length > 0) throw new SettingsFaultyError(file, source.faults);
  const checked = FileSettings.safeParse(source.content);
  const formFaults = checked.success ? [] : checked.error.issues.flatMap((issue) => faultsOf(issue, source));
  const faults = [...formFaults, ...ruleFaults(source)];
  if (!checked.success || faults.length > 0) throw new SettingsFaultyError(file, faults);
  return checked.data;
};

/** Reads and checks a settings file. @throws SettingsFaultyError with every fault. */
export const readSettings = (file: string): FileSettings => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
  return parseSettings(text, file);
};
