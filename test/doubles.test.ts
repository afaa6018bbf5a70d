// The doubles under the steps' tests: each is run by the contract suite of the real thing, or says here why it has
// none.
import { readSource, type SourceFile, sourceFile } from './house/source-files.ts';

/** What lies beside the doubles and stands for nothing real. */
const NO_DOUBLE: Readonly<Record<string, string>> = {
  backupAt: 'the manifest of a backup',
  kill: 'what happens to the small world',
  listedAs: 'one line of a listing, as listedBackups gives it',
  onePair: 'everything put together for a test',
  pairWith: 'settings of a pair',
  walk: 'drives the real steps over the doubles',
};

/** Doubles that no suite opens by themselves, and the double of which they are a part. */
const PART_OF: Readonly<Record<string, string>> = {
  inMemoryCaptureWriter: 'inMemoryBackups',
  listedBackups: 'inMemoryBackups',
};

const SUITES = /^test\/(store|power|traffic|appliance)\/[^/]+\.test\.ts$/;
const isSuite = ({ path, imports }: SourceFile): boolean =>
  SUITES.test(path) && imports.some((one) => one.path?.endsWith('.contract.ts'));

/** Functions that the files of doubles give away: constants are written in capitals. */
const doublesIn = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.startsWith('test/doubles/'))
    .flatMap(({ exports }) => exports.filter((name) => /^[a-z]/.test(name) && !Object.hasOwn(NO_DOUBLE, name)));

/** Names of doubles that no suite opens. */
const unheld = (files: readonly SourceFile[]): readonly string[] => {
  const suites = files.filter(isSuite).map(({ text }) => text.replace(/^import [^;]*;$/gm, ''));
  const isOpened = (name: string): boolean => suites.some((text) => new RegExp(`\\b${name}\\b`).test(text));
  return doublesIn(files).filter((name) => !isOpened(PART_OF[name] ?? name));
};

const files = readSource(['test/doubles', 'test/store', 'test/power', 'test/traffic', 'test/appliance']);

test('every double is run by a contract suite', () => {
  expect(doublesIn(files).length).toBeGreaterThan(15);
  expect(unheld(files)).toEqual([]);
});

test('what is said to be no double, or a part of one, is there', () => {
  const given = files.filter(({ path }) => path.startsWith('test/doubles/')).flatMap(({ exports }) => exports);
  expect(given).toEqual(expect.arrayContaining([...Object.keys(NO_DOUBLE), ...Object.entries(PART_OF).flat()]));
});

test('the rule goes red for a double that no suite opens, and for one that is imported alone', () => {
  const double = sourceFile('test/doubles/a.ts', 'export const smallThings = () => 1;');
  const suite = (body: string) =>
    sourceFile(
      'test/store/things.test.ts',
      `import { smallThings } from '../doubles/a.ts';\nimport { contract } from './things.contract.ts';\n${body}`,
    );
  expect(unheld([double])).toEqual(['smallThings']);
  expect(unheld([double, suite('contract();')])).toEqual(['smallThings']);
  expect(unheld([double, suite('contract(smallThings);')])).toEqual([]);
});
