// The words of the house: every page and every file of code keeps them.
import { globSync, readFileSync } from 'node:fs';
import { readSource } from './source-files.ts';
import { forbiddenWords } from './word-rules.ts';

const pages = [
  ...globSync('docs/**/*.md'),
  'README.md',
  'CONTRIBUTING.md',
  'packages/local-cloud/README.md',
  'twinbox.yaml',
];
const source = readSource(['bin', 'cli', 'lib', 'functions', 'lab', 'packages', 'bench', 'scripts', 'test']).filter(
  // The rules and their examples name the words themselves.
  ({ path }) => !/^test\/house\/word/.test(path),
);

test('no replaced word comes back', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(forbiddenWords([...source, ...pages.map((path) => ({ path, text: readFileSync(path, 'utf8') }))])).toEqual([]);
});

test.each([
  'the box is off',
  'Two boxes',
  'it looks at the standby',
  'operators are told',
  'a story of two pairs',
  'the power way',
  'way: redfish',
  'the pair shall wait',
  'mend the settings',
  'london is quarantined since noon',
  '443 is no number',
])('the rule goes red by: %s', (text) => {
  expect(forbiddenWords([{ path: 'functions/steps/a.ts', text }])).toHaveLength(1);
});

test.each(['a pair of Bomgar Boxes', '*{box-sizing:border-box}'])('and not by: %s', (text) => {
  expect(forbiddenWords([{ path: 'functions/steps/a.ts', text }])).toEqual([]);
});
