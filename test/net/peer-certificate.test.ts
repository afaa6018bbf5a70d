// The certificate that a server presents, trusted or not, as facts.
import { X509Certificate } from 'node:crypto';
import { certificateDaysLeft } from '../../functions/domain/identity/certificate-facts.ts';
import { peerCertificate } from '../../functions/net/peer-certificate.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { plainServer, tlsServer } from './tls-server.ts';

const DAY_MS = 86_400_000;
const question = (port: number, ca: string, tlsName = 'support.example.com') => ({
  address: '127.0.0.1',
  port,
  ca,
  tlsName,
  signal: soon(),
});

test('says names, days, who signed it and that it is trusted', async () => {
  await using server = await tlsServer(
    (_request, response) => response.end(),
    ['support.example.com', '*.example.org'],
  );
  const facts = await peerCertificate(question(server.port, server.ca));
  expect(facts).toMatchObject({
    names: ['support.example.com', '*.example.org', '127.0.0.1'],
    issuers: ['Twinbox lab authority'],
    fingerprint: new X509Certificate(server.leaf).fingerprint256.replaceAll(':', '').toLowerCase(),
    trusted: true,
  });
  expect(certificateDaysLeft(facts, Date.now())).toBeGreaterThan(700);
  expect(await server.open()).toBeLessThanOrEqual(1);
});

test('says of one that has ended when it ended, and that it is not trusted', async () => {
  const validity = { notBefore: new Date(Date.now() - 9 * DAY_MS), notAfter: new Date(Date.now() - 2 * DAY_MS) };
  await using server = await tlsServer((_request, response) => response.end(), ['support.example.com'], validity);
  const facts = await peerCertificate(question(server.port, server.ca));
  expect(facts).toMatchObject({ trusted: false, distrust: 'CERT_HAS_EXPIRED' });
  expect(certificateDaysLeft(facts, Date.now())).toBeLessThan(-1);
});

test('says why a foreign authority or another name is not trusted, and that a pinned leaf is', async () => {
  await using server = await tlsServer((_request, response) => response.end());
  const foreign = (await createCertificateAuthority()).caPem;
  expect((await peerCertificate(question(server.port, foreign))).distrust).toMatch(
    /UNABLE_TO|SELF_SIGNED|CERT_SIGNATURE/,
  );
  expect(await peerCertificate(question(server.port, server.ca, 'other.example.com'))).toMatchObject({
    trusted: false,
    distrust: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  expect((await peerCertificate(question(server.port, server.leaf))).trusted).toBe(true);
});

test('a server without TLS, a closed port and a time that is up are failures', async () => {
  const server = await plainServer((_request, response) => response.end());
  await expect(peerCertificate(question(server.port, ''))).rejects.toMatchObject({ name: 'NoAnswer' });
  await expect(
    peerCertificate({ ...question(server.port, ''), signal: AbortSignal.abort(new DOMException('', 'TimeoutError')) }),
  ).rejects.toMatchObject({ kind: 'silent' });
  await server[Symbol.asyncDispose]();
  await expect(peerCertificate(question(server.port, ''))).rejects.toMatchObject({ kind: 'refused' });
});
