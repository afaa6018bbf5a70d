// How calls fail on every network: by the place that they reach, by what it shows, and by the time that they are given.
import { LOCAL, type NetStage, type OpenStage } from './net-stage.ts';

const REFUSED = { name: 'NoAnswer', kind: 'refused', code: 'ECONNREFUSED' };
const RESET = { name: 'NoAnswer', kind: 'reset', code: 'ECONNRESET' };
const SILENT = { name: 'NoAnswer', kind: 'silent', code: 'no answer in time' };

type Ask = (stage: NetStage, port: number, signal?: AbortSignal) => Promise<unknown>;

/** The ways to reach a TCP port. */
const WAYS: readonly (readonly [string, Ask])[] = [
  ['a call', async (stage, port, signal) => stage.net.call(await stage.callTo({ port }, signal && { signal }))],
  [
    'a call without TLS',
    async (stage, port, signal) =>
      stage.net.call(await stage.callTo({ port }, { plain: true, ...(signal && { signal }) })),
  ],
  [
    'a certificate',
    async (stage, port, signal) => {
      const { address, ca } = await stage.callTo({ port });
      return stage.net.certificate({ address, port, ca, tlsName: 'a.example', signal: signal ?? stage.soon() });
    },
  ],
];

export const failuresContract = (name: string, open: OpenStage): void => {
  describe(`${name} fails`, () => {
    test.each(WAYS)('%s at a port that nobody listens at', async (_way, ask) => {
      await using stage = await open();
      await expect(ask(stage, await stage.closedPort())).rejects.toMatchObject(REFUSED);
    });

    test.each(WAYS)('%s at a port that never answers', async (_way, ask) => {
      await using stage = await open();
      const { port } = await stage.listening(() => undefined);
      await expect(ask(stage, port, stage.briefly())).rejects.toMatchObject(SILENT);
    });

    test.each(WAYS)('%s at a port that closes at once', async (_way, ask) => {
      await using stage = await open();
      const { port } = await stage.listening((socket) => void socket.destroy());
      await expect(ask(stage, port)).rejects.toMatchObject(RESET);
    });

    test.each(WAYS)('%s at a port that ends politely at once', async (_way, ask) => {
      await using stage = await open();
      const { port } = await stage.listening((socket) => void socket.resume().end());
      await expect(ask(stage, port)).rejects.toMatchObject(RESET);
    });

    test.each(WAYS)('%s at a port that closes once it was spoken to', async (_way, ask) => {
      await using stage = await open();
      const { port } = await stage.listening((socket) => void socket.once('data', () => socket.destroy()));
      await expect(ask(stage, port)).rejects.toMatchObject(RESET);
    });

    test.each(WAYS)('%s at a port that speaks something else', async (_way, ask) => {
      await using stage = await open();
      const { port } = await stage.listening((socket) => void socket.write('220 mail.example ESMTP\r\n'));
      await expect(ask(stage, port)).rejects.toMatchObject({ name: 'NoAnswer', kind: 'garbled' });
    });

    test('a call with TLS at a server without', async () => {
      await using stage = await open();
      const server = await stage.overTcp((_request, response) => void response.end('here'));
      await expect(stage.net.call(await stage.callTo(server))).rejects.toMatchObject({ kind: 'garbled' });
    });

    test('a call without TLS at a server with', async () => {
      await using stage = await open();
      const server = await stage.overTls((_request, response) => void response.end('here'));
      await expect(stage.net.call(await stage.callTo(server, { plain: true }))).rejects.toMatchObject(RESET);
    });

    test('a call in a black hole, at its deadline or with its caller', async () => {
      await using stage = await open();
      const { address, port } = await stage.blackHole();
      const call = await stage.callTo({ port }, { address, signal: stage.briefly() });
      await expect(stage.net.call(call)).rejects.toMatchObject(SILENT);
      const stop = new AbortController();
      const stopped = stage.net.call({ ...call, signal: stop.signal });
      const outcome = expect(stopped).rejects.toMatchObject(SILENT);
      stop.abort();
      await outcome;
    });
  });

  describe(`${name} connects`, () => {
    test('to a port that takes connections, whatever it says', async () => {
      await using stage = await open();
      const { port } = await stage.listening(() => undefined);
      await expect(stage.net.connect(LOCAL, port, stage.soon())).resolves.toBeUndefined();
    });

    test('not to one that refuses them', async () => {
      await using stage = await open();
      const port = await stage.closedPort();
      await expect(stage.net.connect(LOCAL, port, stage.soon())).rejects.toMatchObject(REFUSED);
    });

    test('not to one that does neither, until the deadline', async () => {
      await using stage = await open();
      const { address, port } = await stage.blackHole();
      await expect(stage.net.connect(address, port, stage.briefly())).rejects.toMatchObject(SILENT);
    });

    test('not if it was aborted before', async () => {
      await using stage = await open();
      const { port } = await stage.listening(() => undefined);
      await expect(stage.net.connect(LOCAL, port, AbortSignal.abort())).rejects.toMatchObject(SILENT);
    });
  });

  test(`${name} serves connections that are open when a port goes deaf, and no new ones`, async () => {
    await using stage = await open();
    const go = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const server = await stage.overTls(async (_request, response) => {
      asked.resolve();
      await go.promise;
      response.end('here');
    });
    // Without a deadline: virtual time would reach any.
    const early = stage.net.call(await stage.callTo(server, { signal: new AbortController().signal }));
    await asked.promise;
    server.set('deaf');
    const late = stage.net.call(await stage.callTo(server, { signal: stage.briefly() }));
    await expect(late).rejects.toMatchObject(SILENT);
    go.resolve();
    await expect(early).resolves.toMatchObject({ status: 200 });
  });
};
