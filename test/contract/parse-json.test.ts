// What is wrong with a text is said without quoting it.
import * as z from 'zod/mini';
import { jsonOf, parseJson } from '../../functions/contract/json/parse-json.ts';

const FORM = z.object({ user: z.string(), reason: z.optional(z.string()) });

test('a value of the form is given', () => {
  expect(parseJson(FORM, '{"user": "twinbox"}')).toEqual({ value: { user: 'twinbox' } });
  expect(jsonOf('null')).toBeNull();
});

test.each([undefined, '', '{"user": "hunter2"', 'hunter2'])('%j is not JSON, and is not quoted', (text) => {
  expect(parseJson(FORM, text)).toEqual({ faults: 'it is not JSON' });
  expect(jsonOf(text)).toBeUndefined();
});

test('each fault is named with its path, and never with its value', () => {
  const { faults } = parseJson(FORM, '{"user": ["hunter2"]}');
  expect(faults).toMatch(/^user: /);
  expect(faults).not.toContain('hunter2');
});

test('faults are bounded', () => {
  const many = z.record(z.string(), z.number());
  const text = JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_one, index) => [`key${index}`, 'x'])));
  const { faults = '' } = parseJson(many, text);
  expect(faults.split('; ')).toHaveLength(10);
  expect(faults.length).toBeLessThanOrEqual(600);
});

test('names on disk are translated, and a fault goes by the name on disk', () => {
  const names = [['', 'because', 'reason']] as const;
  expect(parseJson(FORM, '{"user": "a", "because": "b"}', names).value).toEqual({ user: 'a', reason: 'b' });
  expect(parseJson(FORM, '{"user": "a", "because": 1}', names).faults).toMatch(/^because: /);
});
