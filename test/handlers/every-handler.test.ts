// Every function of the table has its handler, of one form, and every state's handler wires the step of its own verb.

import { readFileSync } from 'node:fs';
import { VARIABLES, type Variable } from '../../functions/contract/runtime/environment.ts';
import { FUNCTIONS, VARIABLES_OF } from '../../functions/contract/runtime/functions.ts';
import { stepOf } from '../house/chain-rules.ts';

const before = { ...process.env };
beforeAll(() => {
  for (const variable of Object.keys(VARIABLES)) process.env[variable] = variable === 'SETTINGS_PARAMETERS' ? '{}' : variable;
  process.env.AWS_REGION = 'eu-west-1';
});
afterAll(() => {
  process.env = before;
});

const sourceOf = (verb: string): string => readFileSync(new URL(`../../functions/handlers/${verb}.ts`, import.meta.url), 'utf8');

test.each(FUNCTIONS.map(({ verb }) => verb))('%s exports wire and handler, and nothing else', async (verb) => {
  const handler: object = await import(`../../functions/handlers/${verb}.ts`);
  expect(Object.keys(handler).toSorted()).toEqual(['handler', 'wire']);
});

test.each(FUNCTIONS.map(({ verb }) => verb))('%s wires the step of its own name, and only wires', (verb) => {
  const source = sourceOf(verb);
  expect(source).toContain(`from '../${stepOf(verb).slice('functions/'.length)}'`);
  expect(source).not.toMatch(/\b(if|for|while)\s*\(/);
});

test.each(FUNCTIONS.map(({ verb }) => verb))('%s reads no variable that the table does not give it', (verb) => {
  const read = [...sourceOf(verb).matchAll(/environment\.([A-Z_]+)/g)].map(([, name]) => name as Variable);
  const given: readonly Variable[] = VARIABLES_OF[verb];
  expect(read.filter((name) => !given.includes(name))).toEqual([]);
});
