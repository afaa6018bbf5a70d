// Decisions that differ from habit are written down, each with its context, what was decided and what follows.
import { readdirSync } from 'node:fs';
import { textOf } from './text-of.ts';

const records = readdirSync(new URL('../../docs/adr', import.meta.url)).toSorted();

test('the decisions that a newcomer would ask about are there, numbered without a gap', () => {
  for (const topic of [
    's3-for-lease',
    'restore-before-fence',
    'own-aws-emulator',
    'jsonpath',
    'restore-through-the-web-interface',
  ])
    expect(records.filter((name) => name.includes(topic))).toHaveLength(1);
  expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_name, index) => index + 1));
});

test.each(records)('%s says context, decision and consequence, in this order', (name) => {
  const text = textOf(`docs/adr/${name}`);
  expect(text).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `));
  const parts = [...text.matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, part]) => part);
  expect(parts.filter((part) => part !== 'Why')).toEqual(['Context', 'Decision', 'Consequence']);
});
