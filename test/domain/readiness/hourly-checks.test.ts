// The checks that are made every hour: certificates under every name, the owner's resolvers, and when the sign-in is due.
import type { CertificateFacts } from '../../../functions/domain/identity/certificate-facts.ts';
import { chainChecks, type Presented } from '../../../functions/domain/readiness/chain-checks.ts';
import { resolverChecks } from '../../../functions/domain/readiness/resolver-checks.ts';
import { isSignInDone, type SignInNote } from '../../../functions/domain/readiness/sign-in-due.ts';

const NOW_MS = Date.parse('2026-11-28T12:00:00.000Z');
const FACTS: CertificateFacts = {
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  names: ['support.example.com', 'help.example.com'],
  issuers: ['Intermediate', 'Root'],
  fingerprint: 'a'.repeat(64),
  trusted: true,
};
const NAMES = ['support.example.com', 'help.example.com'];
const shown = (appliance: string, name: string, facts: Partial<CertificateFacts> = {}): Presented => ({
  ...{ appliance, name },
  facts: { ...FACTS, ...facts },
});
const namesOf = (presented: readonly Presented[]) =>
  chainChecks(presented, 'dublin', NOW_MS).map((check) =>
    check.result === 'failed' ? `${check.name} ${check.alarms}` : check.result,
  );

test('certificates pass where both appliances present a valid one of one authority under every name', () => {
  expect(namesOf(NAMES.flatMap((name) => [shown('london', name), shown('dublin', name)]))).toEqual(['passed']);
  expect(namesOf([])).toEqual([]);
});

test.each<readonly [string, Presented, string]>([
  [
    'an untrusted one at the standby',
    shown('dublin', 'help.example.com', { trusted: false }),
    'CertificateBroken true',
  ],
  ['one that lacks the name', shown('dublin', 'www.example.com'), 'CertificateBroken true'],
  [
    'one that has expired at the primary',
    shown('london', 'help.example.com', { notAfter: '2026-02-01T00:00:00Z' }),
    'CertificateBroken false',
  ],
  ['one of another authority', shown('dublin', 'help.example.com', { issuers: ['Other'] }), 'ChainsDiffer false'],
  ['no handshake', { appliance: 'dublin', name: 'help.example.com', failed: 'silent' }, 'not-checked'],
])('%s is found, and stops a failover only at the standby', (_what, presented, found) => {
  expect(namesOf([shown('london', 'support.example.com'), presented])).toEqual([found]);
});

const OWN = { resolver: '10.0.0.53:53', name: 'support.example.com' };

test.each([
  ['the same address', { addresses: ['203.0.113.10'] }, 'passed'],
  ['another address', { addresses: ['192.0.2.99'] }, 'failed'],
  ['two addresses', { addresses: ['203.0.113.10', '192.0.2.99'] }, 'failed'],
  ['none', { addresses: [] }, 'failed'],
  ['no answer', { failed: 'timed out' }, 'not-checked'],
])('a resolver that gives %s', (_what, answer, result) => {
  expect(resolverChecks([{ ...OWN, ...answer }], '203.0.113.10')).toMatchObject([{ need: 'resolvers', result }]);
});

test('one silent resolver hides no other that differs, and none named is not checked', () => {
  const answers = [
    { ...OWN, failed: 'timed out' },
    { ...OWN, resolver: '10.0.0.54:53', addresses: ['192.0.2.99'] },
  ];
  expect(resolverChecks(answers, '203.0.113.10').map(({ result }) => result)).toEqual(['not-checked', 'failed']);
  expect(resolverChecks([], '203.0.113.10')).toEqual([]);
});

test('the sign-in is due once a day, and after any change of what it is made with', () => {
  const check = { need: 'sign-in', about: 'it', result: 'passed', message: 'it' } as const;
  const note: SignInNote = { at: '2026-11-27T12:00:01.000Z', mark: 'v1', check };
  expect(isSignInDone(undefined, 'v1', NOW_MS)).toBe(false);
  expect(isSignInDone(note, 'v1', NOW_MS)).toBe(true);
  expect(isSignInDone(note, 'v2', NOW_MS)).toBe(false);
  expect(isSignInDone({ ...note, at: '2026-11-27T12:00:00.000Z' }, 'v1', NOW_MS)).toBe(false);
});
