// The doubles under the steps' tests: each is run by the contract suite of the real thing, or says here why it has none.
import { readSource, type SourceFile, sourceFile } from './house/source-files.ts';

/** Doubles that no contract suite runs, each with the reason. */
const WITHOUT: Readonly<Record<string, string>> = {
  inMemoryAlarms: 'holds states that a test gives it; CloudWatch has no call that would set one for good',
};

const isSuite = ({ path, imports }: SourceFile): boolean =>
  /^test\/store\/[^/]+\.test\.ts$/.test(path) && imports.some((one) => one.path?.endsWith('.contract.ts'));

const doublesIn = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.startsWith('test/doubles/'))
    .flatMap(({ exports }) => exports.filter((name) => name.startsWith('inMemory')));

/** Names of doubles that no suite opens. */
const unheld = (files: readonly SourceFile[]): readonly string[] => {
  const suites = files.filter(isSuite).map(({ text }) => text.replace(/^import [^;]*;$/gm, ''));
  return doublesIn(files).filter((name) => !suites.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
};

const files = readSource(['test/doubles', 'test/store']);

test('every double is run by a contract suite, or has its reason', () => {
  expect(doublesIn(files).length).toBeGreaterThan(10);
  expect([...unheld(files)].toSorted()).toEqual(Object.keys(WITHOUT).toSorted());
});

test('the rule goes red for a double that no suite opens, and for one that is imported alone', () => {
  const double = sourceFile('test/doubles/a.ts', 'export const inMemoryThings = () => 1;');
  const suite = (body: string) =>
    sourceFile(
      'test/store/things.test.ts',
      `import { inMemoryThings } from '../doubles/a.ts';\nimport { contract } from './things.contract.ts';\n${body}`,
    );
  expect(unheld([double])).toEqual(['inMemoryThings']);
  expect(unheld([double, suite('contract();')])).toEqual(['inMemoryThings']);
  expect(unheld([double, suite('contract(inMemoryThings);')])).toEqual([]);
});
