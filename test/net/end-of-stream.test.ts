// A body that ends with its connection: whether it is whole nobody can tell, and what our own deadline cut is never an
// end.
import type { RequestListener, ServerResponse } from 'node:http';
import { httpsProbe } from '../../functions/appliance/probe/https-probe.ts';
import { callText } from '../../functions/net/call.ts';
import { callStreamed } from '../../functions/net/https-call.ts';
import { pairOf } from '../appliance/pair.ts';
import { machine } from '../doubles/machine.ts';
import { type TestServer, tlsServer } from './tls-server.ts';

const PIECE = 'x'.repeat(1_000);

/** Neither a length nor chunks: the body ends when the connection does. */
const untilClosed =
  (write: (response: ServerResponse) => void): RequestListener =>
  (_request, response) => {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.removeHeader('content-length');
    response.writeHead(200, { 'content-type': 'application/octet-stream', connection: 'close' });
    write(response);
  };
const callTo = ({ port, ca }: TestServer, signal: AbortSignal) =>
  ({ address: '127.0.0.1', port, tlsName: 'support.example.com', ca, path: '/', signal }) as const;

describe('the end of a body', () => {
  test('is proven by a length and by chunks, and by nothing else', async () => {
    const answers: Record<string, RequestListener> = {
      '/length': (_request, response) => void response.writeHead(200, { 'content-length': '4' }).end('full'),
      '/chunks': (_request, response) => {
        response.write('fu');
        response.end('ll');
      },
      '/nothing': (_request, response) => void response.writeHead(204).end(),
      '/closed': untilClosed((response) => void response.end('full')),
      '/cut': untilClosed((response) => {
        response.write('fu');
        response.socket?.end();
      }),
    };
    await using server = await tlsServer((request, response) => answers[request.url ?? '']?.(request, response));
    const provenAt = async (path: string) => {
      const answer = await callStreamed({ ...callTo(server, new AbortController().signal), path });
      answer.close();
      return answer.endProven;
    };
    expect(await Promise.all(Object.keys(answers).map(provenAt))).toEqual([true, true, true, false, false]);
  });
});

describe('a body that our own deadline cuts', () => {
  const silent = untilClosed((response) => void response.write(PIECE));
  const framed: readonly (readonly [string, RequestListener])[] = [
    ['that ends with its connection', silent],
    ['in chunks', (_request, response) => void response.write(PIECE)],
    ['with a length', (_request, response) => void response.writeHead(200, { 'content-length': '2000' }).write(PIECE)],
  ];

  test.each(framed)('%s throws instead of ending', async (_says, answer) => {
    await using server = await tlsServer(answer);
    const stop = new AbortController();
    const streamed = await callStreamed(callTo(server, stop.signal));
    const read = async (): Promise<number> => {
      let bytes = 0;
      for await (const chunk of streamed.body) {
        bytes += chunk.length;
        if (bytes === PIECE.length) setImmediate(() => stop.abort());
      }
      return bytes;
    };
    await expect(read()).rejects.toMatchObject({ name: 'NoAnswer', kind: 'silent' });
  });

  test.each(framed)('%s is no text either', async (_says, answer) => {
    await using server = await tlsServer(answer);
    await expect(callText(machine.net, callTo(server, AbortSignal.timeout(200)))).rejects.toMatchObject({
      kind: 'silent',
    });
  });

  test.each(framed)('%s is no health', async (_says, answer) => {
    await using server = await tlsServer(answer);
    const settings = pairOf({ london: { address: '127.0.0.1', port: server.port, tls: { ca: server.ca } } });
    const [london] = settings.appliances;
    if (!london) throw new Error('no london');
    const seen = await httpsProbe(machine).probe(london, 'support.example.com', 1_000);
    // A machine that is too busy for the handshake has seen nothing at all.
    expect(['garbled', 'silent']).toContain(seen.result);
  });
});
