// One app, several settings: templates differ in values that the settings give, and in nothing else.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { synthesized, type Template } from './synthesized.ts';

/** Resources renamed to their type and place, so that ids made from settings or content compare. */
const canonical = ({ Resources }: Template): Readonly<Record<string, unknown>> => {
  const names = Object.entries(Resources).map(([id, { Type }], index) => [id, `${Type}#${index}`] as const);
  const byLength = [...names].sort(([one], [other]) => other.length - one.length);
  const renamed = byLength.reduce(
    (text, [id, name]) => text.replaceAll(new RegExp(`\\b${id}\\b`, 'g'), name),
    JSON.stringify(Resources),
  );
  return JSON.parse(renamed) as Readonly<Record<string, unknown>>;
};

const leaves = (value: unknown, path = ''): readonly (readonly [string, unknown])[] => {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}/${key}`));
};

test('two settings files give the same template but for values of the settings', async () => {
  const files = ['twinbox.yaml', 'test/lib/settings/other-values.yaml'] as const;
  const [one, other] = (await Promise.all(files.map((file) => synthesized(file)))).map(({ template }) =>
    leaves(canonical(template)),
  );
  const [these = [], those = []] = files.map((file) => leaves(readSettings(file)));
  expect(these.map(([path]) => path)).toEqual(those.map(([path]) => path));
  const replaced = these.flatMap(([, value], index) =>
    value === those[index]?.[1] ? [] : [[String(value), String(those[index]?.[1])] as const],
  );
  expect(replaced.length).toBeGreaterThan(8);
  const derived = [['rate(1 hour)', 'rate(15 minutes)'] as const];
  const pairs = [...replaced, ...derived].sort(([a], [b]) => b.length - a.length);

  const explained = (value: unknown): string =>
    pairs.reduce(
      (text, [from, to]) =>
        text.replaceAll(new RegExp(`(?<![\\w.])${from.replace(/[.+^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'g'), to),
      String(value),
    );
  const ids = /CurrentVersion|#\d+|^[0-9a-f]{64}\.zip$/;
  expect(one?.map(([path]) => path)).toEqual(other?.map(([path]) => path));
  const isExplained = (here: unknown, there: unknown): boolean => {
    const [words, otherWords] = [here, there].map((value) => String(value).split(/([^\w.@/-]+)/));
    return (
      words?.length === otherWords?.length &&
      !!words?.every((word, index) => word === otherWords?.[index] || explained(word) === otherWords?.[index])
    );
  };
  const unexplained = (one ?? []).flatMap(([path, value], index) => {
    const there = other?.[index]?.[1];
    return explained(value) === String(there) || isExplained(value, there) || ids.test(String(there))
      ? []
      : [{ path, value, there }];
  });
  expect(unexplained).toEqual([]);
});

test('the committed example observes by leaving automation out', () => {
  expect(readFileSync('twinbox.yaml', 'utf8')).not.toMatch(/^\s*automation:/m);
  expect(readSettings('twinbox.yaml').pairs.map(({ policy }) => policy.automation)).toEqual(['observe']);
});
