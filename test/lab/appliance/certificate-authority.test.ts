// Certificates of the lab's authority bind names and addresses, and outlive a scenario whose time runs ahead.
import { X509Certificate } from 'node:crypto';
import { sharedAuthority } from './ask.ts';

test('a certificate is signed by the authority and holds every name and address', async () => {
  const ca = await sharedAuthority();
  const { certPem } = await ca.issue(['support.example.test', 'london.example.test'], ['127.1.0.1']);
  const certificate = new X509Certificate(certPem);
  expect(certificate.verify(new X509Certificate(ca.caPem).publicKey)).toBe(true);
  expect(certificate.subjectAltName).toBe('DNS:support.example.test, DNS:london.example.test, IP Address:127.1.0.1');
});

test('a certificate is valid since yesterday and for well over a year, unless asked otherwise', async () => {
  const ca = await sharedAuthority();
  const usual = new X509Certificate((await ca.issue(['a.test'], [])).certPem);
  expect(usual.validFromDate.getTime()).toBeLessThan(Date.now() - 23 * 3_600_000);
  expect(usual.validToDate.getTime()).toBeGreaterThan(Date.now() + 700 * 86_400_000);
  const notAfter = new Date(Date.now() - 1000);
  const expired = new X509Certificate((await ca.issue(['a.test'], [], { notAfter })).certPem);
  expect(expired.validToDate.getTime()).toBeLessThan(Date.now());
});

test('a certificate for nothing is refused', async () => {
  await expect((await sharedAuthority()).issue([], [])).rejects.toThrow(RangeError);
});
