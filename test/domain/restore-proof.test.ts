// Two independent signs make a proof, and what was so before is no sign.
import { proveRestore } from '../../functions/domain/restore-proof.ts';

const none = { seenGone: false, seenBack: false, accountsAccepted: false, accountsKnownBefore: false };

test('a healthy box alone proves nothing', () => {
  expect(proveRestore(none)).toMatchObject({ proven: false, signs: [] });
});

test.each([
  ['the way’s word', { marker: 'ok' }],
  ['going and coming', { seenGone: true, seenBack: true }],
  ['the accounts', { accountsAccepted: true }],
])('%s alone is not enough', (_what, sign) => {
  const { proven, signs, missing } = proveRestore({ ...none, ...sign });
  expect(proven).toBe(false);
  expect(signs).toHaveLength(1);
  expect(missing).toHaveLength(2);
});

test.each([
  [{ marker: 'ok', seenGone: true, seenBack: true }],
  [{ marker: 'ok', accountsAccepted: true }],
  [{ seenGone: true, seenBack: true, accountsAccepted: true }],
])('two of them are enough: %j', (signs) => {
  expect(proveRestore({ ...none, ...signs }).proven).toBe(true);
});

test('accounts that the box knew before show nothing', () => {
  expect(proveRestore({ ...none, marker: 'ok', accountsAccepted: true, accountsKnownBefore: true }).proven).toBe(false);
});

test('going away without coming back is no sign', () => {
  expect(proveRestore({ ...none, marker: 'ok', seenGone: true }).proven).toBe(false);
});
