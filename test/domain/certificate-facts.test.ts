// What a certificate's facts come to for a service.
import {
  type CertificateFacts,
  certificateDaysLeft,
  certificateFaults,
  certificateNames,
} from '../../functions/domain/identity/certificate-facts.ts';

const NOW = Date.parse('2026-11-22T20:00:00Z');
const facts = (more: Partial<CertificateFacts> = {}): CertificateFacts => ({
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T20:00:00.000Z',
  names: ['support.example.com', '*.help.example.com', '192.0.2.1'],
  issuers: ['Example Authority'],
  fingerprint: 'ab',
  trusted: true,
  ...more,
});

test('days are whole, and negative after the end', () => {
  expect(certificateDaysLeft(facts(), NOW)).toBe(40);
  expect(certificateDaysLeft(facts({ notAfter: '2026-11-22T19:59:59.000Z' }), NOW)).toBe(-1);
});

test.each([
  ['SUPPORT.example.com', true],
  ['a.help.example.com', true],
  ['192.0.2.1', true],
  ['a.b.help.example.com', false],
  ['help.example.com', false],
  ['example.com', false],
  ['', false],
])('whether it proves %s is %s', (name, proves) => {
  expect(certificateNames(facts(), name)).toBe(proves);
});

test('nothing is wrong with a good one', () => {
  expect(certificateFaults(facts(), ['support.example.com'], NOW, 30)).toEqual([]);
});

test.each([
  [{}, 41, 'it expires in 40 days, on 2027-01-01T20:00:00.000Z'],
  [{ notAfter: '2026-11-01T00:00:00.000Z' }, 30, 'it expired on 2026-11-01T00:00:00.000Z'],
  [{ notBefore: '2026-12-01T00:00:00.000Z' }, 30, 'it is not valid before 2026-12-01T00:00:00.000Z'],
  [{ names: [] }, 30, 'it does not name support.example.com'],
  [{ trusted: false, distrust: 'CERT_HAS_EXPIRED' }, 30, 'it is not trusted (CERT_HAS_EXPIRED)'],
  [{ notAfter: '' }, 30, 'its dates cannot be read'],
])('%j is said', (more, warnDays, fault) => {
  expect(certificateFaults(facts(more), ['support.example.com'], NOW, warnDays)).toEqual([fault]);
});
