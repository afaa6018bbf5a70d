// NOTICE names every package of a licence that requires the source of what it is distributed with, and none of them is
// distributed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from './text-of.ts';

const packagesIn = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`)
      : name.startsWith('.')
        ? []
        : [name],
  );
const licenceOf = (name: string): string => {
  const file = join('node_modules', name, 'package.json');
  return existsSync(file)
    ? String((JSON.parse(readFileSync(file, 'utf8')) as { license?: unknown }).license ?? '')
    : '';
};
const copyleft = packagesIn('node_modules').filter(
  (name) => /\b(AGPL|GPL|SSPL)-/.test(licenceOf(name)) && !/ OR /i.test(licenceOf(name)),
);

test('NOTICE names all of them, each with its licence', () => {
  expect(copyleft.length).toBeGreaterThan(0);
  for (const name of copyleft) expect(textOf('NOTICE')).toContain(`- ${name} (${licenceOf(name)})`);
});

test('they are development dependencies, or come with one', () => {
  const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { dev?: boolean }> };
  for (const name of copyleft) expect([name, lock.packages[`node_modules/${name}`]?.dev]).toEqual([name, true]);
});

test('nothing that is deployed or synthesized imports one', () => {
  for (const folder of ['functions', 'lib', 'bin']) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )) {
      const source = readFileSync(join(folder, file), 'utf8');
      for (const name of copyleft) expect([file, source.includes(name)]).toEqual([file, false]);
    }
  }
});
