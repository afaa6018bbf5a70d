// The one way to call, against real sockets: where it connects, what it proves, how it fails, what it leaves behind.

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type Call, callText } from '../../functions/net/call.ts';
import { callStreamed } from '../../functions/net/https-call.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { eventually, soon } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { plainServer, type TestServer, tlsServer } from './tls-server.ts';

const callTo = (server: TestServer, more: Partial<Call> = {}): Call => ({
  address: '127.0.0.1',
  port: server.port,
  tlsName: 'support.example.com',
  ca: server.ca,
  path: '/check_health',
  signal: soon(),
  ...more,
});

const kindOf = async (call: Call): Promise<string> => {
  try {
    return `HTTP ${(await callText(machine.net, call)).status}`;
  } catch (error) {
    return (error as { readonly kind: string }).kind;
  }
};

/** A TCP server that does something else than TLS. */
const rawServer = async (behave: (socket: import('node:net').Socket) => void) => {
  const sockets = new Set<import('node:net').Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    behave(socket);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
};

describe('a call that is answered', () => {
  test('goes to the address, and names the host in SNI and in the Host header', async () => {
    let sni: unknown;
    let host: string | undefined;
    let connection: string | undefined;
    await using server = await tlsServer((request, response) => {
      sni = (request.socket as { servername?: unknown }).servername;
      host = request.headers.host;
      connection = request.headers.connection;
      response.end('Success.');
    });
    const answer = await callText(machine.net, callTo(server));
    expect(answer).toMatchObject({ status: 200, text: 'Success.' });
    expect(sni).toBe('support.example.com');
    expect(host).toBe(`support.example.com:${server.port}`);
    expect(connection).toBe('close');
  });

  test('sends its body with a length', async () => {
    let got = '';
    let length: string | undefined;
    await using server = await tlsServer(async (request, response) => {
      length = request.headers['content-length'];
      for await (const chunk of request) got += String(chunk);
      response.end();
    });
    await callText(machine.net, callTo(server, { method: 'POST', body: '{"pässword":1}' }));
    expect(got).toBe('{"pässword":1}');
    expect(length).toBe('15');
  });

  test('does not follow a redirect', async () => {
    await using server = await tlsServer((_request, response) => {
      response.writeHead(302, { location: '/login' });
      response.end();
    });
    expect(await kindOf(callTo(server))).toBe('HTTP 302');
  });

  test('trusts an own certificate that is pinned, and the name is checked all the same', async () => {
    await using server = await tlsServer((_request, response) => response.end());
    expect(await kindOf(callTo(server, { ca: server.leaf }))).toBe('HTTP 200');
    expect(await kindOf(callTo(server, { ca: server.leaf, tlsName: 'other.example.com' }))).toBe('untrusted');
  });

  test('checks the address itself where no name is given', async () => {
    await using server = await tlsServer((_request, response) => response.end());
    expect(await kindOf(callTo(server, { tlsName: '127.0.0.1' }))).toBe('HTTP 200');
  });

  test('opens a new connection each time and leaves none behind', async () => {
    const ports = new Set<number | undefined>();
    await using server = await tlsServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x');
    });
    for (let i = 0; i < 3; i += 1) await callText(machine.net, callTo(server));
    expect(ports.size).toBe(3);
    await eventually(async () => (await server.open()) === 0, 'no connection left');
  });

  test('speaks plainly to a witness without TLS', async () => {
    await using server = await plainServer((_request, response) => response.end('here'));
    expect((await callText(machine.net, callTo(server, { plain: true }))).text).toBe('here');
  });
});

describe('a call that is not answered', () => {
  test('a closed port is refused', async () => {
    const server = await tlsServer(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await kindOf(callTo(server))).toBe('refused');
  });

  test('an answer that never comes is silence, ended by the signal', async () => {
    await using server = await tlsServer(() => undefined);
    expect(await kindOf(callTo(server, { signal: AbortSignal.timeout(40) }))).toBe('silent');
    await eventually(async () => (await server.open()) === 0, 'no connection left');
  });

  test('a port that accepts and says nothing is silence', async () => {
    await using server = await rawServer(() => undefined);
    expect(await kindOf(callTo({ port: server.port } as TestServer, { signal: AbortSignal.timeout(40) }))).toBe(
      'silent',
    );
  });

  test('a connection that is cut in the handshake is reset', async () => {
    await using server = await rawServer((socket) => socket.once('data', () => socket.destroy()));
    expect(await kindOf(callTo({ port: server.port } as TestServer))).toBe('reset');
  });

  test('a cut before the answer is reset', async () => {
    await using server = await tlsServer((request) => request.socket.destroy());
    expect(await kindOf(callTo(server))).toBe('reset');
  });

  test('something that is no TLS is garbled', async () => {
    await using server = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(await kindOf(callTo({ port: server.port } as TestServer))).toBe('garbled');
  });

  test('a body beyond the bound is garbled', async () => {
    await using server = await tlsServer((_request, response) => response.end(Buffer.alloc(70_000)));
    expect(await kindOf(callTo(server))).toBe('garbled');
  });

  test.each([
    ['another authority', async () => ({ ca: (await createCertificateAuthority()).caPem })],
    ['the system’s authorities', async () => ({ ca: undefined })],
    ['another name', async () => ({ tlsName: 'other.example.com' })],
  ])('a certificate that does not convince under %s is untrusted', async (_says, change) => {
    await using server = await tlsServer((_request, response) => response.end());
    expect(await kindOf(callTo(server, await change()))).toBe('untrusted');
  });

  test('an expired certificate is untrusted', async () => {
    const day = 86_400_000;
    const validity = { notBefore: new Date(Date.now() - 2 * day), notAfter: new Date(Date.now() - day) };
    await using server = await tlsServer((_request, response) => response.end(), ['support.example.com'], validity);
    expect(await kindOf(callTo(server))).toBe('untrusted');
  });
});

describe('a streamed body', () => {
  test('that breaks off throws after its bytes', async () => {
    await using server = await tlsServer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(Buffer.alloc(400), () => response.destroy());
    });
    const answer = await callStreamed(callTo(server));
    let bytes = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of answer.body) bytes += chunk.length;
    };
    await expect(read()).rejects.toMatchObject({ name: 'NoAnswer', kind: 'reset' });
    expect(bytes).toBe(400);
  });

  test('that nobody wants is closed', async () => {
    await using server = await tlsServer((_request, response) => {
      response.write('first');
    });
    (await callStreamed(callTo(server))).close();
    await eventually(async () => (await server.open()) === 0, 'no connection left');
  });
});
