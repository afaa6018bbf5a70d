// Reads the certificate that a server presents, also one that is not trusted: how else could anyone say what is wrong
// with it. The handshake is all that happens; nothing is sent over a connection that is not verified.
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../domain/identity/certificate-facts.ts';
import type { Call } from './call.ts';
import { CallFailure, callFailure } from './call-failure.ts';

export type CertificateQuestion = Pick<Call, 'address' | 'port' | 'ca' | 'signal'> & { readonly tlsName: string };

/** More than any chain has; a circle ends here. */
const MOST_ISSUERS = 10;

const nameOf = ({ CN, O }: DetailedPeerCertificate['subject']): string =>
  String(CN || O || 'without a name').slice(0, 200);

const issuersOf = (certificate: DetailedPeerCertificate): readonly string[] => {
  const chain: DetailedPeerCertificate[] = [];
  let at: DetailedPeerCertificate | undefined = certificate;
  while (at && !chain.includes(at) && chain.length < MOST_ISSUERS) {
    chain.push(at);
    at = at.issuerCertificate;
  }
  return [...new Set(chain.map(({ issuer }) => nameOf(issuer)))];
};

/**
 * Node writes `DNS:a.example, IP Address:192.0.2.1`, and quotes what would read as more than one: that is not a name of
 * ours.
 */
export const namesIn = (subjectAltName: string | undefined): readonly string[] =>
  (subjectAltName ?? '').split(', ').flatMap((entry) => {
    const [, name] = /^(?:DNS|IP Address):([^,"]+)$/.exec(entry) ?? [];
    return name === undefined ? [] : [name.toLowerCase()];
  });

const isoOf = (date: string): string => {
  const timeMs = Date.parse(date);
  return Number.isNaN(timeMs) ? '' : new Date(timeMs).toISOString();
};

const factsOf = (socket: TLSSocket, target: string): CertificateFacts => {
  const certificate = socket.getPeerCertificate(true);
  if (!certificate.fingerprint256) throw new CallFailure('garbled', 'no certificate', target);
  // Node declares an error here and gives its code.
  const distrust: unknown = socket.authorizationError;
  const code = Error.isError(distrust) ? (distrust as NodeJS.ErrnoException).code : distrust;
  return {
    notBefore: isoOf(certificate.valid_from),
    notAfter: isoOf(certificate.valid_to),
    names: namesIn(certificate.subjectaltname),
    issuers: issuersOf(certificate),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    trusted: socket.authorized,
    ...(socket.authorized ? {} : { distrust: String(code ?? 'unknown') }),
  };
};

/**
 * The facts of the certificate at that address, judged by the same trust as a call. @throws CallFailure where no
 * handshake comes about
 */
export const peerCertificate = ({
  address,
  port,
  tlsName,
  ca,
  signal,
}: CertificateQuestion): Promise<CertificateFacts> =>
  new Promise((resolve, reject) => {
    const target = `${tlsName} at ${address}:${port}`;
    const socket = connect({
      host: address,
      port,
      servername: isIP(tlsName) ? '' : tlsName,
      rejectUnauthorized: false,
      ...(ca === undefined ? {} : { ca, allowPartialTrustChain: true }),
    });
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(callFailure(error, target)));
    const giveUp = (): void => fail(signal.reason);
    signal.addEventListener('abort', giveUp);
    socket.on('error', fail);
    // Without this the promise would hang where the peer closes politely in the middle of the handshake.
    socket.once('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    socket.once('secureConnect', () => {
      try {
        const facts = factsOf(socket, target);
        end(() => resolve(facts));
      } catch (error) {
        fail(error);
      }
    });
    if (signal.aborted) giveUp();
  });
