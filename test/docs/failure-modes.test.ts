// Each row of the failure modes names its proof: a test file and how a test in it is called, or says that there is
// none.
import { existsSync } from 'node:fs';
import { textOf } from './text-of.ts';

const NOT_YET = 'not yet proven';
const PROOF = /^\[[\w-]+\]\(\.\.\/((?:test|packages)\/[\w/.-]+\.ts)\): (.+)$/;

const rows = textOf('docs/failure-modes.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (---|what fails)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

test('there are rows, each with four cells', () => {
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((cells) => cells.length !== 4)).toEqual([]);
});

test.each(rows.map(([fails = '', , , proof = '']): [string, string] => [fails, proof]))(
  'the proof of "%s" exists, or is said to be missing',
  (_fails, proof) => {
    if (proof === NOT_YET) return;
    const [, path = '', title = ''] = PROOF.exec(proof) ?? [];
    expect(path).not.toBe('');
    expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
    expect(textOf(path)).toContain(title);
  },
);
