// A small TLS server on loopback for the tests of net: answers with what it is given, and closes with the test.
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly ca: string;
  /** The server's own certificate. */
  readonly leaf: string;
  /** Connections that are open now. */
  open(): Promise<number>;
}

const listen = (
  server: ReturnType<typeof createServer> | ReturnType<typeof createPlainServer>,
  pems: { readonly ca: string; readonly leaf: string },
): Promise<TestServer> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        ...pems,
        open: () => new Promise((notify) => server.getConnections((_error, count) => notify(count))),
        [Symbol.asyncDispose]: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      }),
    );
  });

/** @param names in the certificate. */
export const tlsServer = async (
  answer: RequestListener,
  names: readonly string[] = ['support.example.com'],
  validity?: { readonly notBefore: Date; readonly notAfter: Date },
): Promise<TestServer> => {
  const ca = await createCertificateAuthority();
  const { certPem, keyPem } = await ca.issue(names, ['127.0.0.1'], validity);
  return listen(createServer({ cert: certPem, key: keyPem }, answer), { ca: ca.caPem, leaf: certPem });
};

export const plainServer = (answer: RequestListener): Promise<TestServer> =>
  listen(createPlainServer(answer), { ca: '', leaf: '' });
