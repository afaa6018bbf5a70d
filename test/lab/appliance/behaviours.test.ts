// The table of behaviours is the simulated appliance's conscience: nothing stands in it that the code does not do, and
// what is not assumed names the document it rests on.
import { readdirSync, readFileSync } from 'node:fs';
import { SOURCES } from '../../../lab/appliance/behaviour/behaviour-sources.ts';
import { BEHAVIOURS } from '../../../lab/appliance/behaviour/behaviours.ts';

const FOLDER = new URL('../../../lab/appliance/', import.meta.url);
const TABLES = ['behaviours.ts', 'behaviour-sources.ts'];
const code = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !TABLES.includes(file))
  .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
  .join('\n');

test.each(Object.entries(BEHAVIOURS))(
  '%s is shown somewhere in the code and says what it rests on',
  (name, behaviour) => {
    expect(code).toContain(`'${name}'`);
    expect(behaviour.message).not.toBe('');
    if (behaviour.evidence !== 'assumed') expect(behaviour.sources.length).toBeGreaterThan(0);
    for (const source of behaviour.sources) expect(SOURCES).toHaveProperty(source);
  },
);

test('every source is used by some behaviour', () => {
  const used = new Set<string>(Object.values(BEHAVIOURS).flatMap(({ sources }) => sources));
  expect(Object.keys(SOURCES).filter((source) => !used.has(source))).toEqual([]);
});
