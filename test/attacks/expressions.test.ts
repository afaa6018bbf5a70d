// No text makes a regular expression of the product take time with its square, or worse: an appliance that sends such a
// text would block the process.
import { readFileSync } from 'node:fs';
import { complexityOf, expressionsIn, expressionsUnder } from './expressions.ts';

/** What the owner of a deployment writes in its settings is no text from outside. */
const CUSTOMERS_OWN = ['functions/contract/settings/pair-settings.ts', 'functions/contract/settings/setting-fields.ts'];

const found = expressionsUnder('functions');
const expressions = found.expressions.filter(({ files }) => files.some((file) => !CUSTOMERS_OWN.includes(file)));
describe('the judge', () => {
  test.each([
    ['^(<!--.*?-->\\s*)*<html', 's', 'exponential'],
    ['\\s+$', '', 'polynomial'],
    ['^\\s*a', '', 'linear'],
  ])('says of /%s/%s that it is %s', (pattern, flags, complexity) => {
    expect(complexityOf({ pattern, flags })).toBe(complexity);
  });

  test('finds literals, and whoever builds one', () => {
    expect(expressionsIn('const a = [z.regex(/a+/i)]; const b = new RegExp(x); c({ d: RegExp(y) });')).toEqual([
      { pattern: 'a+', flags: 'i' },
      'built',
      'built',
    ]);
  });
});

test('the product has expressions, and builds none while it runs', () => {
  expect(expressions.length).toBeGreaterThan(40);
  expect(found.builders).toEqual([]);
});

/**
 * What the judge has said before, by the very text of an expression: it takes minutes for all. Printed by `npm run
 * judge`.
 */
const judged = JSON.parse(readFileSync(new URL('./judged.json', import.meta.url), 'utf8')) as Record<string, string>;

test.each(expressions.map((one) => ({ ...one, name: `/${one.pattern}/${one.flags}`, where: one.files.join(', ') })))(
  '$name of $where takes time with the length of a text',
  (expression) => {
    expect(judged[expression.name] ?? complexityOf(expression)).toBe('linear');
  },
);

test('nothing is kept of expressions that are gone', () => {
  const standing = new Set(found.expressions.map(({ pattern, flags }) => `/${pattern}/${flags}`));
  expect(Object.keys(judged).filter((name) => !standing.has(name))).toEqual([]);
});
