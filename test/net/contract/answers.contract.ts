// What every network must do with an answer: bring it whole, and tell a whole one from one that broke off.
import type { ServerResponse } from 'node:http';
import { callText, type StreamedAnswer, textOf } from '../../../functions/net/call.ts';
import type { Answer, NetStage, OpenStage } from './net-stage.ts';

const PIECE = 'x'.repeat(1_000);

/** Neither a length nor chunks: the body ends when the connection does. */
const untilClosed = (response: ServerResponse): void => {
  response.useChunkedEncodingByDefault = false;
  response.shouldKeepAlive = false;
  response.removeHeader('content-length');
  response.writeHead(200, { 'content-type': 'application/octet-stream', connection: 'close' });
};

const FRAMINGS: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['with a length', (response) => void response.writeHead(200, { 'content-length': `${2 * PIECE.length}` })],
  ['in chunks', (response) => void response.writeHead(200)],
  ['until the end of the connection', untilClosed],
];

const TRANSPORTS: readonly (readonly [
  string,
  (stage: NetStage, answer: Answer) => Promise<{ port: number }>,
  object,
])[] = [
  ['TLS', (stage, answer) => stage.overTls(answer), {}],
  ['plain HTTP', (stage, answer) => stage.overTcp(answer), { plain: true }],
];

/** Reads to the end and does something once the first piece is there. */
const readAfterFirst = async (answer: StreamedAnswer, then: () => void): Promise<number> => {
  let bytes = 0;
  for await (const piece of answer.body) {
    if (bytes === 0) then();
    bytes += piece.length;
  }
  return bytes;
};

const BROKEN = { name: 'NoAnswer', kind: 'reset', code: 'ECONNRESET' };
const ABORTED = { name: 'NoAnswer', kind: 'silent', code: 'no answer in time' };

export const answersContract = (name: string, open: OpenStage): void => {
  describe.each(TRANSPORTS)(`${name} over %s`, (_transport, serve, plain) => {
    /** An answer of which one piece has come, and what ends it at the server. */
    const halfAnswer = async (stage: NetStage, begin: (response: ServerResponse) => void, signal = stage.soon()) => {
      const server = await serve(stage, (_request, response) => {
        begin(response);
        response.write(PIECE);
      });
      const answer = await stage.net.call(await stage.callTo(server, { ...plain, signal }));
      const [socket] = stage.connections;
      if (socket === undefined) throw new Error('no connection');
      return { answer, socket };
    };

    test.each(FRAMINGS)('brings a body %s whole, and says whether its end is proven', async (framing, begin) => {
      await using stage = await open();
      const server = await serve(stage, (_request, response) => {
        begin(response);
        response.write(PIECE);
        response.end(PIECE);
      });
      const answer = await stage.net.call(await stage.callTo(server, plain));
      expect([answer.status, answer.endProven]).toEqual([200, framing !== 'until the end of the connection']);
      expect(await textOf(answer)).toBe(PIECE + PIECE);
    });

    test.each(FRAMINGS.slice(0, 2))('sees that a body %s ended too early', async (_framing, begin) => {
      await using stage = await open();
      const { answer, socket } = await halfAnswer(stage, begin);
      await expect(readAfterFirst(answer, () => socket.end())).rejects.toMatchObject(BROKEN);
    });

    test('cannot tell whether a body without a length is whole', async () => {
      await using stage = await open();
      const { answer, socket } = await halfAnswer(stage, untilClosed);
      expect(answer.endProven).toBe(false);
      expect(await readAfterFirst(answer, () => socket.end())).toBe(PIECE.length);
    });

    test.each(FRAMINGS)('sees the reset amid a body %s', async (_framing, begin) => {
      await using stage = await open();
      const { answer, socket } = await halfAnswer(stage, begin);
      await expect(readAfterFirst(answer, () => socket.resetAndDestroy())).rejects.toMatchObject(BROKEN);
    });

    test.each(FRAMINGS)('never takes for an end that the caller aborted a body %s', async (_framing, begin) => {
      await using stage = await open();
      const stop = new AbortController();
      const { answer } = await halfAnswer(stage, begin, stop.signal);
      await expect(readAfterFirst(answer, () => stop.abort())).rejects.toMatchObject(ABORTED);
    });

    test.each(FRAMINGS)('ends a body %s at the deadline', async (_framing, begin) => {
      await using stage = await open();
      const server = await serve(stage, (_request, response) => {
        begin(response);
        response.write(PIECE);
      });
      const call = await stage.callTo(server, { ...plain, signal: stage.briefly() });
      await expect(callText(stage.net, call)).rejects.toMatchObject(ABORTED);
    });

    test('closes the connection of a body that nobody reads on', async () => {
      await using stage = await open();
      const { answer, socket } = await halfAnswer(stage, untilClosed);
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      for await (const _piece of answer.body) break;
      await closed;
    });

    test('brings an answer without a body', async () => {
      await using stage = await open();
      const server = await serve(stage, (_request, response) => void response.writeHead(204).end());
      const answer = await stage.net.call(await stage.callTo(server, plain));
      expect([answer.status, answer.endProven, await textOf(answer)]).toEqual([204, true, '']);
    });

    test('refuses a text over the limit', async () => {
      await using stage = await open();
      const server = await serve(stage, (_request, response) => void response.end('x'.repeat(70_000)));
      const call = await stage.callTo(server, plain);
      await expect(callText(stage.net, call)).rejects.toMatchObject({ kind: 'garbled', code: 'over 65536 bytes' });
      await expect(callText(stage.net, call, 70_000)).resolves.toMatchObject({ status: 200 });
    });

    test('is aborted by its caller before it connects, and before an answer', async () => {
      await using stage = await open();
      const stop = new AbortController();
      let asked = 0;
      const server = await serve(stage, () => {
        asked += 1;
        stop.abort();
      });
      const call = await stage.callTo(server, { ...plain, signal: stop.signal });
      await expect(stage.net.call(call)).rejects.toMatchObject(ABORTED);
      await expect(stage.net.call(call)).rejects.toMatchObject(ABORTED);
      expect(asked).toBe(1);
    });

    test('sends what it was given', async () => {
      await using stage = await open();
      const server = await serve(stage, async (request, response) => {
        const body = await new Response(request as never).text().catch(() => '');
        const { host, connection, 'x-own': own } = request.headers;
        response.end(JSON.stringify([request.method, request.url, host, connection, own, body]));
      });
      const more = { ...plain, method: 'POST', path: '/a?b=c', headers: { 'x-own': 'yes' }, body: 'Zürich' } as const;
      const { text } = await callText(stage.net, await stage.callTo(server, more));
      const host = `support.example.com:${server.port}`;
      expect(JSON.parse(text)).toEqual(['POST', '/a?b=c', host, 'close', 'yes', 'Zürich']);
    });
  });
};
