// The network of a function over the world's network in memory. HTTP and DNS are the product's own code; only the
// connections under it differ.
import { X509Certificate } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { isIP } from 'node:net';
import type { CertificateFacts } from '../../functions/domain/identity/certificate-facts.ts';
import type { Call } from '../../functions/net/call.ts';
import { callFailure } from '../../functions/net/call-failure.ts';
import { type DnsMessage, DnsMessageError, decodeMessage } from '../../functions/net/dns/dns-message.ts';
import { askDnsOver, type DnsWires } from '../../functions/net/dns/dns-query.ts';
import { callOver, type Dial } from '../../functions/net/https-call.ts';
import type { Net } from '../../functions/net/net.ts';
import { namesIn } from '../../functions/net/peer-certificate.ts';
import type { LabClock } from '../../packages/local-cloud/base/clock.ts';
import { distrustOf } from '../network/certificate-judge.ts';
import type { MemoryNetwork } from '../network/memory-network.ts';
import { never, type Obstacle } from '../network/route.ts';

export interface SimulatedNetOptions {
  readonly network: MemoryNetwork;
  readonly clock: LabClock;
  /** What lies between the function and that place now. */
  readonly obstacle: (address: string, port: number) => Obstacle;
  readonly newId: () => number;
}

/** As often as the product asks again over UDP. */
const ASK_AGAIN_MS = 1_000;

const split = (server: string): { readonly address: string; readonly port: number } => {
  const colon = server.lastIndexOf(':');
  return { address: server.slice(0, colon), port: Number(server.slice(colon + 1)) };
};

const issuerOf = (certificate: X509Certificate): string => /CN=([^\n]+)/.exec(certificate.issuer)?.[1] ?? '';

/** As of the product: SNI does not allow an IP address, so the certificate is then checked against the address. */
const provenBy = (name: string, address: string): string => (isIP(name) ? address : name);

export const simulatedNet = ({ network, clock, obstacle, newId }: SimulatedNetOptions): Net => {
  const routeOf = ({ address, port, signal }: Pick<Call, 'address' | 'port' | 'signal'>) => ({
    address,
    port,
    signal,
    obstacle: obstacle(address, port),
  });
  const open = (call: Call) =>
    call.plain
      ? network.connect(routeOf(call))
      : network.secure({ ...routeOf(call), ca: call.ca, name: provenBy(call.tlsName ?? call.address, call.address) });
  const dial: Dial = (call) => ({
    request: httpRequest,
    options: {
      createConnection: (_options, onCreated) => {
        open(call).then(
          (socket) => onCreated(null, socket as never),
          (error: unknown) => onCreated(error as Error, undefined as never),
        );
        return undefined as never;
      },
    },
  });
  const exchange = async (over: 'udp' | 'tcp', server: string, question: Buffer, signal: AbortSignal) => {
    const answer = await network.exchange(routeOf({ ...split(server), signal }), question, over);
    return answer && decodeMessage(answer);
  };
  const isFor = ({ id, isAnswer }: DnsMessage, asked: number): boolean => id === asked && isAnswer;
  const wires: DnsWires = {
    newId,
    async udp(server, question, id, signal) {
      for (;;) {
        const answer = await exchange('udp', server, question, signal);
        if (answer !== undefined && isFor(answer, id)) return answer;
        await clock.sleep(ASK_AGAIN_MS, signal);
      }
    },
    async tcp(server, question, id, signal) {
      const answer = await exchange('tcp', server, question, signal);
      if (answer === undefined) return never(signal);
      if (!isFor(answer, id)) throw new DnsMessageError('an answer to another question');
      return answer;
    },
  };
  const factsOf = (pem: string, ca: string | undefined, tlsName: string): CertificateFacts => {
    const certificate = new X509Certificate(pem);
    const distrust = distrustOf(pem, { ca, name: tlsName, nowMs: clock.nowMs() });
    return {
      notBefore: certificate.validFromDate.toISOString(),
      notAfter: certificate.validToDate.toISOString(),
      names: namesIn(certificate.subjectAltName),
      issuers: [issuerOf(certificate)],
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      trusted: distrust === undefined,
      ...(distrust === undefined ? {} : { distrust }),
    };
  };
  const at = (host: string, port: number): string => `${host}:${port}`;
  return {
    call: (call) => callOver(dial, call),
    async connect(host, port, signal) {
      try {
        (await network.connect(routeOf({ address: host, port, signal }))).destroy();
      } catch (error) {
        throw callFailure(error, at(host, port));
      }
    },
    askDns: (server, name, type, signal, choices) => askDnsOver(wires, server, name, type, signal, choices),
    zoneServers: async (name) => {
      throw callFailure(Object.assign(new Error('no resolver'), { code: 'ENOTFOUND' }), name);
    },
    async certificate({ address, port, ca, tlsName, signal }) {
      try {
        const { socket, certificate } = await network.handshake(routeOf({ address, port, signal }));
        socket.destroy();
        return factsOf(certificate.certPem, ca, provenBy(tlsName, address));
      } catch (error) {
        throw callFailure(error, `${tlsName} at ${at(address, port)}`);
      }
    },
  };
};
