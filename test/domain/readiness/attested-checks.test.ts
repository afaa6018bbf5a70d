// What only the owner can answer: it is compared, dated, and never assumed.
import { attestedChecks } from '../../../functions/domain/readiness/attested-checks.ts';
import { backupSizeChecks, vaultKeyChecks } from '../../../functions/domain/readiness/newest-backup-checks.ts';
import type {
  ReadinessAppliance,
  ReadinessFacts,
  ReadinessTerms,
} from '../../../functions/domain/readiness/readiness-facts.ts';
import { newPairRecord } from '../../../functions/domain/record/pair-record.ts';

const NOW_MS = Date.parse('2026-11-28T12:00:00.000Z');

const one = (name: string, change: Partial<ReadinessAppliance> = {}): ReadinessAppliance => ({
  ...{ name, controllers: [`${name}:443`], pathWitnesses: [`${name}:22`] },
  ...change,
});
const factsOf = (
  appliances: readonly ReadinessAppliance[],
  attested: ReadinessTerms['attested'] = {},
): ReadinessFacts => ({
  terms: { pair: 'support', appliances, automation: 'act', coolDownMinutes: 60, rpoMinutes: 120, attested },
  record: newPairRecord('support', 'london', ['london', 'dublin']),
  standby: 'dublin',
  nowMs: NOW_MS,
});
const patched = (level: string) => ({ patched: { level, on: '2026-11-01' } });
const found = (appliances: readonly ReadinessAppliance[], attested: ReadinessTerms['attested'] = {}) =>
  attestedChecks(factsOf(appliances, attested)).map((check) =>
    'name' in check ? check.name : `${check.need} ${check.result}`,
  );

test.each<readonly [string, readonly ReadinessAppliance[], readonly string[]]>([
  ['nothing attested', [one('london'), one('dublin')], []],
  ['one level attested', [one('london', patched('6')), one('dublin')], ['patched not-checked']],
  ['two levels that differ', [one('london', patched('6')), one('dublin', patched('7'))], ['PatchLevelsDiffer']],
  ['two levels alike', [one('london', patched('6')), one('dublin', patched('6'))], ['patched passed']],
  ['one controller for both', [one('london'), one('dublin', { controllers: ['london:443'] })], ['SharedFate']],
  ['one witness for both', [one('london'), one('dublin', { pathWitnesses: ['london:22'] })], ['SharedFate']],
])('%s', (_what, appliances, names) => {
  expect(found(appliances)).toEqual(names);
});

test('what is attested passes with its date, and a date to come fails', () => {
  const pair = [one('london'), one('dublin')];
  const past = '2026-11-28';
  expect(found(pair, { capacity: past, licence: past, siteName: past, separate: past })).toEqual([
    ...['capacity passed', 'licence passed', 'site-name passed', 'shared-fate passed'],
  ]);
  expect(found(pair, { licence: '2026-12-01' })).toEqual(['AttestedInFuture']);
});

const NEWEST = { backupId: 'b2', bytes: 1_000, appliance: 'london' };

test.each<readonly [string, Record<string, number> | undefined, string | undefined, string | undefined]>([
  ['accounts and no date', { 'vault/account': 17 }, undefined, 'failed'],
  ['accounts and a date to come', { 'vault/account': 17 }, '2027-01-01', 'failed'],
  ['accounts and a date', { 'vault/account': 17 }, '2026-11-01', 'passed'],
  ['no accounts', { 'vault/account': 0 }, undefined, 'passed'],
  ['nothing known', undefined, undefined, undefined],
  ['a Vault that may not be read', { user: 4 }, undefined, undefined],
])('a Vault with %s', (_what, fingerprint, vaultKey, result) => {
  const newest = { ...NEWEST, ...(fingerprint && { fingerprint }) };
  expect(vaultKeyChecks(newest, { attested: { vaultKey } }, NOW_MS).map((check) => check.result)).toEqual(
    result === undefined ? [] : [result],
  );
});

test.each([
  [667, 'passed'],
  [666, 'failed'],
])('a backup of 1000 bytes after a proven one of %i is %s', (bytes, result) => {
  expect(backupSizeChecks(NEWEST, { backupId: 'b1', bytes }, 'support')).toMatchObject([{ result }]);
});

test('without a proven backup the size is not checked', () => {
  expect(backupSizeChecks(NEWEST, undefined, 'support')).toEqual([]);
});
