// One question to one server, against real sockets: over UDP, over TCP, unanswered.
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import dnsPacket from 'dns-packet';
import { askDns } from '../../functions/net/dns/dns-query.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';

type Reply = (question: dnsPacket.DecodedPacket, over: 'udp' | 'tcp') => dnsPacket.Packet | undefined;

const nameServer = async (reply: Reply) => {
  const asked: ('udp' | 'tcp')[] = [];
  const answerTo = (bytes: Buffer, over: 'udp' | 'tcp'): Buffer | undefined => {
    asked.push(over);
    const question = dnsPacket.decode(bytes);
    const packet = reply(question, over);
    return (
      packet &&
      Buffer.from(dnsPacket.encode({ type: 'response', id: question.id, questions: question.questions, ...packet }))
    );
  };
  const tcp = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (chunk) => {
      const answer = answerTo(chunk.subarray(2), 'tcp');
      if (!answer) return void socket.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      // In two pieces, as TCP may bring it.
      socket.write(Buffer.concat([length, answer.subarray(0, 5)]));
      setImmediate(() => socket.end(answer.subarray(5)));
    });
  });
  await new Promise<void>((ready) => tcp.listen(0, '127.0.0.1', ready));
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (bytes, from) => {
    const answer = answerTo(bytes, 'udp');
    if (answer) udp.send(answer, from.port, from.address);
  });
  await new Promise<void>((ready) => udp.bind(port, '127.0.0.1', ready));
  return {
    at: `127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((closed) => udp.close(() => closed()));
      await new Promise<void>((closed) => tcp.close(() => closed()));
    },
  };
};

const name = 'support.example.com';
const record = (data: string, ttl = 30) => ({ type: 'A' as const, class: 'IN' as const, name, ttl, data });

describe('askDns', () => {
  test('gives the addresses, the TTL and whether the server speaks for the zone', async () => {
    await using server = await nameServer(() => ({
      flags: dnsPacket.AUTHORITATIVE_ANSWER,
      answers: [record('127.10.0.1'), record('127.10.0.2', 10)],
    }));
    await expect(askDns(server.at, name, 'A', soon())).resolves.toEqual({
      rcode: 'NOERROR',
      authoritative: true,
      addresses: ['127.10.0.1', '127.10.0.2'],
      texts: [],
      ttlSeconds: 10,
    });
    expect(server.asked).toEqual(['udp']);
  });

  test('joins the strings of a text record', async () => {
    await using server = await nameServer(() => ({
      answers: [{ type: 'TXT', class: 'IN', name, ttl: 5, data: ['twinbox=1 ', 'epoch=7'] }],
    }));
    await expect(askDns(server.at, name, 'TXT', soon())).resolves.toMatchObject({
      authoritative: false,
      texts: ['twinbox=1 epoch=7'],
    });
  });

  test('says that there is no such name', async () => {
    await using server = await nameServer(() => ({ flags: 3 }));
    await expect(askDns(server.at, name, 'A', soon())).resolves.toMatchObject({ rcode: 'NXDOMAIN', addresses: [] });
  });

  test('asks over TCP where the answer was cut', async () => {
    await using server = await nameServer((_question, over) =>
      over === 'udp' ? { flags: dnsPacket.TRUNCATED_RESPONSE } : { answers: [record('127.10.0.1')] },
    );
    await expect(askDns(server.at, name, 'A', soon())).resolves.toMatchObject({ addresses: ['127.10.0.1'] });
    expect(server.asked).toEqual(['udp', 'tcp']);
  });

  test('leaves out records of other names', async () => {
    await using server = await nameServer(() => ({ answers: [{ ...record('127.9.9.9'), name: 'other.example.com' }] }));
    await expect(askDns(server.at, name, 'A', soon())).resolves.toMatchObject({ addresses: [] });
  });

  test('passes over an answer to another question', async () => {
    await using server = await nameServer(({ id }) => ({ id: (id ?? 0) ^ 1, answers: [record('127.9.9.9')] }));
    await expect(askDns(server.at, name, 'A', AbortSignal.timeout(40))).rejects.toMatchObject({ kind: 'silent' });
  });

  test('a server that says nothing is silent, one that is not there refuses', async () => {
    const server = await nameServer(() => undefined);
    await expect(askDns(server.at, name, 'A', AbortSignal.timeout(40))).rejects.toMatchObject({ kind: 'silent' });
    await server[Symbol.asyncDispose]();
    await expect(askDns(server.at, name, 'A', soon())).rejects.toMatchObject({ kind: 'refused' });
  });

  test('ends at once under a signal that has gone off', async () => {
    await using server = await nameServer(() => undefined);
    await expect(askDns(server.at, name, 'A', AbortSignal.abort())).rejects.toMatchObject({ kind: 'silent' });
  });

  test('a TCP answer that breaks off is a reset', async () => {
    await using server = await nameServer((_question, over) =>
      over === 'udp' ? { flags: dnsPacket.TRUNCATED_RESPONSE } : undefined,
    );
    await expect(askDns(server.at, name, 'A', soon())).rejects.toMatchObject({ kind: 'reset' });
  });
});
