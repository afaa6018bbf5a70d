// The page of the best practice names for each step the settings, a scenario and a page, or says that it is not yet
// done. What it names exists.
import { existsSync } from 'node:fs';
import { textOf } from './text-of.ts';

const SCENARIO = /^\[[\w-]+\]\(\.\.\/(test\/scenarios\/[\w-]+\.test\.ts)\): (.+)$/;
const rows = textOf('docs/best-practice.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('every step of the best practice has a row of five cells', () => {
  const steps = rows.map(([step = '']) => step.slice(0, step.indexOf('.')));
  expect(steps).toEqual(['1', '2', '2b', '3', '4', '5', '6', '7', '8a', '8b', '8c', '9', '10']);
  expect(rows.filter((cells) => cells.length !== 5)).toEqual([]);
});

test.each(rows.map((cells) => [cells[0] ?? '', cells] as const))('%s: what it names exists', (_step, cells) => {
  const [, does = '', settings = '', scenario = '', page = ''] = cells;
  if (does === 'not yet') {
    expect([settings, scenario, page]).toEqual(['', '', '']);
    return;
  }
  const schema = textOf('config/twinbox.schema.json');
  for (const [, path = ''] of settings.matchAll(/`([^`]+)`/g))
    for (const key of path.split('.')) expect(schema).toContain(`"${key.replace('[]', '')}"`);
  const [, file = '', title = ''] = SCENARIO.exec(scenario) ?? [];
  expect(existsSync(new URL(`../../${file}`, import.meta.url))).toBe(true);
  expect(file).not.toBe('');
  expect(textOf(file)).toContain(title);
  expect(page).toMatch(/^\[.+\]\([\w-]+\.md\)$/);
});
