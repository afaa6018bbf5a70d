// What every network must do with a question to a name server.
import { AUTHORITATIVE_ANSWER, type DecodedPacket, type Packet } from 'dns-packet';
import type { OnQuery } from '../../../lab/network/network.ts';
import { LOCAL, NAME, type OpenStage } from './net-stage.ts';

const A = (data: string, ttl = 30) => ({ type: 'A' as const, class: 'IN' as const, name: NAME, ttl, data });
const TXT = (data: string) => ({ type: 'TXT' as const, class: 'IN' as const, name: NAME, ttl: 30, data });
const SOA = {
  type: 'SOA' as const,
  name: 'example.com',
  ttl: 60,
  data: { mname: 'ns.example.com', rname: 'admin.example.com', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1 },
};

const reply = (query: DecodedPacket, more: Partial<Packet>, rcode = 0): Packet => ({
  type: 'response',
  ...(query.id !== undefined && { id: query.id }),
  ...(query.questions && { questions: query.questions }),
  ...more,
  flags: (more.flags ?? 0) | rcode,
});
const NXDOMAIN = 3;
const REFUSED = 5;
const MANY = 60;

export const dnsContract = (name: string, open: OpenStage): void => {
  describe(`${name} asks a name server`, () => {
    const ask = async (onQuery: OnQuery, type: 'A' | 'TXT' | 'SOA' = 'A') => {
      await using stage = await open();
      return await stage.net.askDns(await stage.dns(onQuery), NAME, type, stage.soon());
    };

    test('and reads all addresses, the lowest TTL, and whether it speaks for the zone', async () => {
      const answers = [A('192.0.2.1', 60), A('192.0.2.2', 30)];
      const flags = AUTHORITATIVE_ANSWER;
      expect(await ask((query) => reply(query, { answers, flags }))).toMatchObject({
        rcode: 'NOERROR',
        authoritative: true,
        addresses: ['192.0.2.1', '192.0.2.2'],
        ttlSeconds: 30,
      });
    });

    test('and reads texts, and the zone of a denial', async () => {
      expect(await ask((query) => reply(query, { answers: [TXT('epoch=1')] }), 'TXT')).toMatchObject({
        texts: ['epoch=1'],
        authoritative: false,
      });
      const denied = await ask((query) => reply(query, { authorities: [SOA] }, NXDOMAIN));
      expect(denied).toMatchObject({ rcode: 'NXDOMAIN', addresses: [], apex: 'example.com' });
    });

    test('which refuses', async () => {
      expect(await ask((query) => reply(query, {}, REFUSED))).toMatchObject({ rcode: 'REFUSED', addresses: [] });
    });

    test('for recursion only if told to', async () => {
      await using stage = await open();
      const wanted: (boolean | undefined)[] = [];
      const server = await stage.dns((query) => {
        wanted.push(query.flag_rd);
        return reply(query, {});
      });
      await stage.net.askDns(server, NAME, 'A', stage.soon());
      await stage.net.askDns(server, NAME, 'A', stage.soon(), { recursive: true });
      expect(wanted).toEqual([false, true]);
    });

    test('again over TCP when the answer is too long for a datagram', async () => {
      await using stage = await open();
      let asked = 0;
      const answers = Array.from({ length: MANY }, (_, nth) => A(`192.0.2.${nth}`));
      const server = await stage.dns((query) => {
        asked += 1;
        return reply(query, { answers });
      });
      const { addresses } = await stage.net.askDns(server, NAME, 'A', stage.soon());
      expect([addresses.length, asked]).toEqual([MANY, 2]);
    });

    test('two questions at once', async () => {
      await using stage = await open();
      const server = await stage.dns((query) =>
        reply(query, { answers: query.questions?.[0]?.type === 'A' ? [A('192.0.2.1')] : [TXT('epoch=1')] }),
      );
      const [one, other] = await Promise.all([
        stage.net.askDns(server, NAME, 'A', stage.soon()),
        stage.net.askDns(server, NAME, 'TXT', stage.soon()),
      ]);
      expect([one.addresses, other.texts]).toEqual([['192.0.2.1'], ['epoch=1']]);
    });

    test('which answers another question first, and waits for its own', async () => {
      await using stage = await open();
      let asked = 0;
      const server = await stage.dns((query) => {
        asked += 1;
        const id = asked === 1 ? ((query.id ?? 0) + 1) % 65_536 : (query.id ?? 0);
        return reply({ ...query, id }, { answers: [A('192.0.2.1')] });
      });
      const answer = await stage.net.askDns(server, NAME, 'A', stage.soon());
      expect([answer.addresses, asked]).toEqual([['192.0.2.1'], 2]);
    });

    test('again when a question is lost', async () => {
      await using stage = await open();
      let asked = 0;
      const server = await stage.dns((query) => {
        asked += 1;
        return asked === 1 ? undefined : reply(query, { answers: [A('192.0.2.1')] });
      });
      const answer = await stage.net.askDns(server, NAME, 'A', stage.soon());
      expect([answer.addresses, asked]).toEqual([['192.0.2.1'], 2]);
    });

    test('which never answers, until the deadline', async () => {
      await using stage = await open();
      const server = await stage.dns(() => undefined);
      await expect(stage.net.askDns(server, NAME, 'A', stage.briefly())).rejects.toMatchObject({
        name: 'NoAnswer',
        kind: 'silent',
        code: 'no answer in time',
      });
    });

    test('not if it was aborted before', async () => {
      await using stage = await open();
      const server = await stage.dns((query) => reply(query, {}));
      await expect(stage.net.askDns(server, NAME, 'A', AbortSignal.abort())).rejects.toMatchObject({ kind: 'silent' });
    });

    test('where nobody listens', async () => {
      await using stage = await open();
      const server = `${LOCAL}:${await stage.closedPort()}`;
      await expect(stage.net.askDns(server, NAME, 'A', stage.soon())).rejects.toMatchObject({
        name: 'NoAnswer',
        kind: 'refused',
        code: 'ECONNREFUSED',
      });
    });
  });
};
