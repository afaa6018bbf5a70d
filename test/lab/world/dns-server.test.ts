// The world's name servers: authoritative answers over UDP and TCP, each server late in its own way, every answer on
// record.
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { type DecodedPacket, decode, encode, type Packet, streamDecode, streamEncode } from 'dns-packet';
import { type NameServer, type NameServerAddress, startNameServers } from '../../../lab/world/dns-server.ts';
import type { ZoneAnswer } from '../../../lab/world/zone-history.ts';
import { type LabClock, scaledClock } from '../../../packages/local-cloud/base/clock.ts';
import { virtualClock } from '../../../packages/local-cloud/test/aws/virtual-clock.ts';
import { HANG_GUARD_MS, isSilent } from '../../../packages/local-cloud/testing/patience.ts';

const SERVICE = 'support.example.test';
const aZone = () => {
  const records = new Map<string, ZoneAnswer>([
    [`${SERVICE} A`, { ttl: 30, values: ['203.0.113.10'] }],
    [`_twinbox.${SERVICE} TXT`, { ttl: 60, values: ['"epoch=7" "a \\"quoted\\" word"'] }],
    ['example.test NS', { ttl: 300, values: ['ns-1.example.test.', 'ns-2.example.test.'] }],
    [
      'example.test SOA',
      { ttl: 900, values: ['ns-1.example.test. hostmaster.example.test. 1 7200 900 1209600 86400'] },
    ],
  ]);
  const lookup = (name: string, type: string): ZoneAnswer =>
    records.get(`${name} ${type}`) ?? { inZone: name === 'example.test' || name.endsWith('.example.test') };
  return { lookup, set: (key: string, answer: ZoneAnswer) => records.set(key, answer) };
};

const start = (
  zone: ReturnType<typeof aZone>,
  servers: readonly NameServerAddress[],
  followed = [{ name: SERVICE, type: 'A' }],
  clock: LabClock = scaledClock(10),
) => startNameServers({ servers, lookup: zone.lookup, clock, followed });

const one = [{ name: 'ns-1.example.test', address: '127.0.0.1', port: 0 }];
const two = [...one, { name: 'ns-2.example.test', address: '127.0.0.2', port: 0, delayMs: 3000 }];

const resolverAt = (server: NameServer | undefined): Resolver => {
  const resolver = new Resolver({ timeout: HANG_GUARD_MS, tries: 1 });
  resolver.setServers([`${String(server?.address)}:${String(server?.port)}`]);
  return resolver;
};

const query = (name: string, type: 'A' | 'AAAA' | 'HTTPS'): Packet => ({
  ...{ type: 'query', id: 4711 },
  questions: [{ name, type: type === 'HTTPS' ? 'CAA' : type, class: 'IN' }],
});

interface RawAnswer extends DecodedPacket {
  readonly rcode?: string;
}

const raw = (server: NameServer | undefined, name: string, type: 'A' | 'AAAA' | 'HTTPS') =>
  new Promise<RawAnswer>((resolve) => {
    const socket = createSocket('udp4', (message) => {
      socket.close();
      resolve(decode(message));
    });
    // A question that a silent server drops must not keep the process alive.
    socket.unref();
    socket.send(encode(query(name, type)), server?.port, server?.address);
  });

test('an ordinary resolver gets addresses with their TTL, texts, name servers and the start of authority', async () => {
  await using world = await start(aZone(), one);
  const resolver = resolverAt(world.servers[0]);
  await expect(resolver.resolve4(SERVICE, { ttl: true })).resolves.toEqual([{ address: '203.0.113.10', ttl: 30 }]);
  await expect(resolver.resolveTxt(`_twinbox.${SERVICE}`)).resolves.toEqual([['epoch=7', 'a "quoted" word']]);
  await expect(resolver.resolveNs('example.test')).resolves.toEqual(['ns-1.example.test', 'ns-2.example.test']);
  await expect(resolver.resolveSoa('example.test')).resolves.toMatchObject({
    nsname: 'ns-1.example.test',
    minttl: 86400,
  });
  await expect(resolver.resolve4('SUPPORT.Example.TEST')).resolves.toEqual(['203.0.113.10']);
});

test('answers carry the authoritative bit and no promise of recursion', async () => {
  await using world = await start(aZone(), one);
  const said = await raw(world.servers[0], SERVICE, 'A');
  expect(said).toMatchObject({ flag_aa: true, flag_ra: false, rcode: 'NOERROR', id: 4711 });
});

test('no such record, no such name and no such zone are told apart', async () => {
  await using world = await start(aZone(), one);
  const server = world.servers[0];
  for (const type of ['AAAA', 'HTTPS'] as const)
    expect(await raw(server, SERVICE, type)).toMatchObject({
      rcode: 'NOERROR',
      answers: [],
      authorities: [{ type: 'SOA' }],
    });
  expect(await raw(server, 'nobody.example.test', 'A')).toMatchObject({
    rcode: 'NXDOMAIN',
    authorities: [{ type: 'SOA' }],
  });
  expect(await raw(server, 'example.org', 'A')).toMatchObject({ rcode: 'REFUSED', flag_aa: false });
});

test('the same is served over TCP', async () => {
  await using world = await start(aZone(), one);
  const server = world.servers[0];
  const socket = connect(server?.port ?? 0, server?.address);
  try {
    const said = await new Promise<Packet>((resolve) => {
      socket.on('data', (data: Buffer) => resolve(streamDecode(data)));
      socket.write(streamEncode(query(SERVICE, 'A')));
    });
    expect(said.answers).toMatchObject([{ type: 'A', data: '203.0.113.10', ttl: 30 }]);
  } finally {
    socket.destroy();
  }
});

test('a slow server keeps saying the old thing for its delay, though nobody asked it before the change', async () => {
  const zone = aZone();
  const clock = virtualClock();
  await using world = await start(zone, two, undefined, clock);
  const [fast, slow] = world.servers.map(resolverAt);
  zone.set(`${SERVICE} A`, { ttl: 30, values: ['203.0.113.20'] });
  await expect(fast?.resolve4(SERVICE)).resolves.toEqual(['203.0.113.20']);
  await expect(slow?.resolve4(SERVICE)).resolves.toEqual(['203.0.113.10']);
  clock.advance(3_500);
  await expect(slow?.resolve4(SERVICE)).resolves.toEqual(['203.0.113.20']);
  expect(world.answers.map(({ server, name, type, values }) => [server, name, type, values])).toEqual([
    ['ns-1.example.test', SERVICE, 'A', ['203.0.113.20']],
    ['ns-2.example.test', SERVICE, 'A', ['203.0.113.10']],
    ['ns-2.example.test', SERVICE, 'A', ['203.0.113.20']],
  ]);
});

test('a silent server leaves questions unanswered', async () => {
  await using world = await start(aZone(), one);
  const server = world.servers[0];
  if (server !== undefined) server.silent = true;
  expect(await isSilent(raw(server, SERVICE, 'A'))).toBe(true);
  if (server !== undefined) server.silent = false;
  expect((await raw(server, SERVICE, 'A')).rcode).toBe('NOERROR');
});

test('an NS set below the apex hides what the zone holds there: whoever asks is sent on, with the addresses that are known', async () => {
  const zone = aZone();
  zone.set('eu.example.test NS', { ttl: 300, values: ['ns.eu.example.test.', 'ns.elsewhere.test.'] });
  zone.set('ns.eu.example.test A', { ttl: 300, values: ['203.0.113.99'] });
  zone.set('support.eu.example.test A', { ttl: 30, values: ['203.0.113.10'] });
  await using world = await start(zone, one);
  expect(await raw(world.servers[0], 'support.eu.example.test', 'A')).toMatchObject({
    ...{ rcode: 'NOERROR', flag_aa: false, answers: [] },
    authorities: [
      { type: 'NS', name: 'eu.example.test', data: 'ns.eu.example.test' },
      { type: 'NS', name: 'eu.example.test', data: 'ns.elsewhere.test' },
    ],
    additionals: [{ type: 'A', name: 'ns.eu.example.test', data: '203.0.113.99' }],
  });
  expect(await raw(world.servers[0], SERVICE, 'A')).toMatchObject({ flag_aa: true });
});

test('a server that was taken out of use refuses every question', async () => {
  await using world = await start(aZone(), one);
  const [server] = world.servers;
  if (server) server.lame = true;
  expect(await raw(server, SERVICE, 'A')).toMatchObject({ rcode: 'REFUSED', flag_aa: false, answers: [] });
});
