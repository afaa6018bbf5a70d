// What every network must do with an upload: send it whole, never pass off a part for the whole, and bring an answer that
// comes early.
import type { IncomingMessage } from 'node:http';
import { callText } from '../../../functions/net/call.ts';
import { eventually } from '../../../packages/local-cloud/testing/patience.ts';
import type { OpenStage } from './net-stage.ts';

const PIECE = Buffer.alloc(64 * 1024, 'x');
const PIECES = 64;
const LENGTH = PIECE.length * PIECES;
const TYPE = 'application/octet-stream';
const REFUSAL = 'too large';

/** That many pieces, and what is left behind. */
const source = (end: () => void = () => undefined, failAfter = Number.POSITIVE_INFINITY) =>
  (async function* () {
    try {
      for (let nth = 0; nth < PIECES; nth += 1) {
        if (nth >= failAfter) throw Object.assign(new Error('the source failed'), { code: 'EIO' });
        yield PIECE;
      }
    } finally {
      end();
    }
  })();

const sizeOf = async (request: IncomingMessage): Promise<number> => {
  let bytes = 0;
  for await (const piece of request) bytes += (piece as Buffer).length;
  return bytes;
};

export const uploadsContract = (name: string, open: OpenStage): void => {
  describe(`${name} uploads`, () => {
    test('a stream whole, with its length and type', async () => {
      await using stage = await open();
      const server = await stage.overTls(async (request, response) => {
        const { 'content-length': length, 'content-type': type } = request.headers;
        response.end(JSON.stringify([length, type, await sizeOf(request)]));
      });
      const upload = { contentType: TYPE, length: LENGTH, bytes: source() };
      const { text } = await callText(stage.net, await stage.callTo(server, { method: 'POST', upload }));
      expect(JSON.parse(text)).toEqual([`${LENGTH}`, TYPE, LENGTH]);
    });

    test('a stream whose source fails as no whole one', async () => {
      await using stage = await open();
      const taken = Promise.withResolvers<unknown>();
      const server = await stage.overTls(async (request, response) => {
        taken.resolve(await sizeOf(request).catch((error: unknown) => (error as { code: string }).code));
        response.end('whole');
      });
      const upload = { contentType: TYPE, length: LENGTH, bytes: source(undefined, 3) };
      const call = stage.net.call(await stage.callTo(server, { method: 'POST', upload }));
      await expect(call).rejects.toMatchObject({ name: 'NoAnswer', kind: 'garbled', code: 'EIO' });
      await expect(taken.promise).resolves.toBe('ECONNRESET');
    });

    test('until an early answer, after which the server reads no more', async () => {
      await using stage = await open();
      const server = await stage.overTls((request, response) => {
        request.pause();
        response.writeHead(413, { 'content-length': REFUSAL.length });
        response.write(REFUSAL);
      });
      let ended = false;
      const bytes = source(() => {
        ended = true;
      });
      const upload = { contentType: TYPE, length: LENGTH, bytes };
      const answer = await callText(stage.net, await stage.callTo(server, { method: 'POST', upload }));
      expect([answer.status, answer.text]).toEqual([413, REFUSAL]);
      await eventually(() => ended, 'the end of the source');
    });

    test('nothing more once the server has reset the connection', async () => {
      await using stage = await open();
      let ended = false;
      const server = await stage.overTls((request) => {
        request.once('data', () => stage.connections[0]?.resetAndDestroy());
      });
      const bytes = source(() => {
        ended = true;
      });
      const upload = { contentType: TYPE, length: LENGTH, bytes };
      const call = stage.net.call(await stage.callTo(server, { method: 'POST', upload }));
      await expect(call).rejects.toMatchObject({ name: 'NoAnswer', kind: 'reset' });
      await eventually(() => ended, 'the end of the source');
    });

    test('nothing more once the caller has aborted', async () => {
      await using stage = await open();
      let ended = false;
      const stop = new AbortController();
      const server = await stage.overTls((request) => {
        request.once('data', () => stop.abort());
        request.on('error', () => undefined);
      });
      const bytes = source(() => {
        ended = true;
      });
      const upload = { contentType: TYPE, length: LENGTH, bytes };
      const call = await stage.callTo(server, { method: 'POST', upload, signal: stop.signal });
      await expect(stage.net.call(call)).rejects.toMatchObject({ kind: 'silent', code: 'no answer in time' });
      await eventually(() => ended, 'the end of the source');
    });

    test('no further than a server that reads no more takes, until the deadline', async () => {
      await using stage = await open();
      let given = 0;
      const server = await stage.overTls((request) => void request.pause());
      const bytes = (async function* () {
        for (;;) {
          given += PIECE.length;
          yield PIECE;
        }
      })();
      const length = 1024 ** 4;
      const upload = { contentType: TYPE, length, bytes };
      const call = await stage.callTo(server, { method: 'POST', upload, signal: stage.briefly() });
      await expect(stage.net.call(call)).rejects.toMatchObject({ kind: 'silent' });
      expect(given).toBeLessThan(length / 1024);
    });
  });
};
