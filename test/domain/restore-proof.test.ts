// Two independent signs make a proof, and what was so before is no sign.
import { proveRestore } from '../../functions/domain/backup/restore-proof.ts';

const none = {
  seenGone: false,
  seenBack: false,
  accountsAccepted: false,
  accountsKnownBefore: false,
  accountsAsBefore: false,
  readBack: 'nothing',
} as const;

test('a healthy appliance alone proves nothing', () => {
  expect(proveRestore(none)).toMatchObject({ proven: false, signs: [] });
});

test.each([
  ['the way’s word', { marker: 'ok' }],
  ['going and coming', { seenGone: true, seenBack: true }],
  ['the accounts', { accountsAccepted: true }],
  ['what it holds', { readBack: 'read-back' }],
  ['a token that died', { tokenDied: true }],
] as const)('%s alone is not enough', (_what, sign) => {
  const { proven, signs, missing } = proveRestore({ ...none, ...sign });
  expect(proven).toBe(false);
  expect(signs).toHaveLength(1);
  expect(missing).toHaveLength(4);
});

test.each([
  [{ marker: 'ok', seenGone: true, seenBack: true }],
  [{ marker: 'ok', accountsAccepted: true }],
  [{ marker: 'ok', accountsAccepted: true, accountsKnownBefore: true, tokenDied: true }],
  [{ seenGone: true, seenBack: true, accountsAccepted: true, accountsKnownBefore: true, tokenDied: true }],
  [{ seenGone: true, seenBack: true, accountsAccepted: true }],
  [{ marker: 'ok', accountsAccepted: true, accountsKnownBefore: true, readBack: 'read-back' }],
] as const)('two of them are enough: %j', (signs) => {
  expect(proveRestore({ ...none, ...signs }).proven).toBe(true);
});

test('accounts that the appliance knew before show nothing', () => {
  expect(proveRestore({ ...none, marker: 'ok', accountsAccepted: true, accountsKnownBefore: true }).proven).toBe(false);
});

test('going away without coming back is no sign', () => {
  expect(proveRestore({ ...none, marker: 'ok', seenGone: true }).proven).toBe(false);
});

test.each([
  ['are the same as before the restore', { readBack: 'as-before' }],
  ['still accepts its earlier accounts', { accountsAsBefore: true }],
] as const)('an appliance that %s was not restored, whatever else was seen', (message, against) => {
  const { proven, missing } = proveRestore({ ...none, marker: 'ok', seenGone: true, seenBack: true, ...against });
  expect(proven).toBe(false);
  expect(missing[0]).toContain(message);
});
