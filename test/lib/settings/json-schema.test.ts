// The schema that editors use: the committed one must match the one that the code checks with.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { powerContractText } from '../../../lib/settings/contract-schema.ts';
import { DESCRIPTIONS } from '../../../lib/settings/descriptions.ts';
import { schemaNodesAt, settingsSchemaText } from '../../../lib/settings/json-schema.ts';

test('the committed schema is fresh; if not, run: npx node bin/twinbox-schema.ts', () => {
  expect(readFileSync('config/twinbox.schema.json', 'utf8')).toBe(settingsSchemaText());
  expect(readFileSync('config/power-1.schema.json', 'utf8')).toBe(powerContractText());
});

test('every description belongs to an existing setting', () => {
  const steps = (path: string) => path.split(/\.|(?=\[\])/).map((step) => (step === '[]' ? 0 : step));
  for (const path of Object.keys(DESCRIPTIONS))
    expect([path, schemaNodesAt(steps(path)).length > 0]).toEqual([path, true]);
});

test('the example points editors to its schema', () => {
  expect(readFileSync('twinbox.yaml', 'utf8').split('\n')[0]).toBe(
    '# yaml-language-server: $schema=config/twinbox.schema.json',
  );
});
