// Route 53 and DNS may leave out parts of an answer, or give none: nothing of that is taken for a fact.
import type { Route53Client } from '@aws-sdk/client-route-53';
import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import { nameRecords } from '../../functions/traffic/name-records.ts';
import type { DnsQuestions } from '../../functions/traffic/name-servers.ts';
import { machine } from '../doubles/machine.ts';
import { awsError, InMemoryZone } from './in-memory-zone.ts';
import { DUBLIN, MARK, NAME, orderOf, pairOf } from './two-appliances.ts';
import { fail, silent, world } from './zone-world.ts';

const order = orderOf();
const trafficOver = (client: Pick<Route53Client, 'send'>, dns: DnsQuestions = silent) =>
  dnsRecordTraffic(client, { dns, clock: machine.clock });
/** Answers everything with nothing in it. */
const bare = { send: async () => ({}) } as unknown as Pick<Route53Client, 'send'>;

describe('an answer of Route 53 without its parts', () => {
  test('describes a zone that has no name, no servers and no known limit', async () => {
    expect(await trafficOver(bare).zone(order.settings)).toEqual({ name: '', private: false, nameServers: [] });
  });

  test('describes a zone whose limit cannot be read', async () => {
    const send = async (command: object) => {
      if (command.constructor.name === 'GetHostedZoneLimitCommand') throw awsError('AccessDenied');
      return { HostedZone: { Name: 'Example.com.' }, DelegationSet: { NameServers: ['NS-1.dns.com.'] } };
    };
    const client = { send } as unknown as Pick<Route53Client, 'send'>;
    expect(await trafficOver(client).zone(order.settings)).toEqual({
      name: 'example.com',
      private: false,
      nameServers: ['ns-1.dns.com'],
    });
  });

  test('gives a name without an address, which is not moved', async () => {
    expect(await trafficOver(bare).read(order.settings)).toEqual([{ name: NAME, addresses: [] }]);
    await expect(trafficOver(bare).claim(order)).rejects.toMatchObject({ name: expect.stringMatching(/^DnsRecord/) });
  });

  test('to a change leaves its id unknown; the change was made all the same', async () => {
    const { zone } = world();
    const client = zone.client();
    const send = async (command: object, options: object) => {
      const answer = await (client.send as (one: object, two: object) => Promise<object>)(command, options);
      return 'ChangeInfo' in answer ? {} : answer;
    };
    const traffic = trafficOver({ send } as unknown as Pick<Route53Client, 'send'>);
    const claimed = await traffic.claim(order);
    expect(claimed).toEqual({ status: 'done', evidence: expect.stringContaining('claimed for dublin') });
    expect(zone.log).toHaveLength(1);
  });
});

test.each([
  ['INSYNC', true],
  ['PENDING', false],
] as const)('a change that Route 53 calls %s is in sync: %s', async (status, expected) => {
  const zone = new InMemoryZone();
  zone.statusOf.set('/change/C1', status);
  expect(await trafficOver(zone.client()).isInSync(order, '/change/C1')).toBe(expected);
});

test('a change about which Route 53 cannot be asked is not in sync', async () => {
  const zone = new InMemoryZone();
  expect(await trafficOver(zone.client({ before: fail('ServiceUnavailable') })).isInSync(order, '/change/C1')).toBe(
    false,
  );
});

test.each([
  ['Throttling', 'Route 53 is busy: Throttling'],
  ['ServiceUnavailable', 'failed: ServiceUnavailable'],
])('a zone that answers %s cannot be read now', async (code, words) => {
  const { traffic } = world();
  await expect(traffic({ before: fail(code) }).read(order.settings)).rejects.toMatchObject({
    name: 'TrafficUnreachable',
    message: expect.stringContaining(words),
  });
});

test('a batch that is refused for no known reason is refused, in the words of the zone', async () => {
  const { traffic } = world();
  const before = (command: string): void => {
    if (command === 'ChangeResourceRecordSets') throw 'no words';
  };
  await expect(traffic({ before }).claim(order)).rejects.toMatchObject({
    name: 'TrafficUnreachable',
    message: expect.stringContaining('no words'),
  });
});

test('a pair without a zone is refused before Route 53 is asked', () => {
  const settings = { ...pairOf(), traffic: { ...pairOf().traffic, zones: [] } };
  const { zone, traffic } = world();
  expect(() => traffic().claim(orderOf({ settings }))).toThrow('names no zone');
  expect(zone.calls).toEqual([]);
});

test('records without name, type or value are nobody’s address and nobody’s mark', () => {
  const nameless = [{ Type: 'A', ResourceRecords: [{ Value: DUBLIN }] }, { Name: `${NAME}.` }] as never[];
  expect(nameRecords(NAME, nameless, []).reading).toEqual({ name: NAME, addresses: [] });
  const empty = { Name: `${MARK}.`, Type: 'TXT', TTL: 30 } as never;
  const { reading } = nameRecords(NAME, [{ Name: `${NAME}.`, Type: 'A', ResourceRecords: [{}] } as never], [empty]);
  expect(reading).toMatchObject({ addresses: [''], unfit: expect.stringContaining('TXT record has 0 values') });
});

describe('our claim', () => {
  const servers = { zone: 'example.com', servers: [{ name: 'ns-1.dns.com', addresses: ['192.0.2.1:53'] }] };
  const claimsSeenBy = (dns: Partial<DnsQuestions>, nameServers: string[]) =>
    trafficOver(bare, { ...silent, ...dns }).claimSeen(orderOf({ settings: pairOf({ nameServers }) }));

  test('is asked for at the servers of the settings where the delegation cannot be walked', async () => {
    const asked: string[] = [];
    const askText = async (server: string) => {
      asked.push(server);
      return { authoritative: true, texts: [] };
    };
    const [seen] = await claimsSeenBy({ askText }, ['192.0.2.53:53']);
    expect(asked).toEqual(['192.0.2.53:53']);
    expect(seen).toEqual({ name: NAME, shown: [], against: ['192.0.2.53:53'], silent: [] });
  });

  test('is seen nowhere where no server is known', async () => {
    const serversFor = async () => Promise.reject(new Error('no delegation'));
    expect(await claimsSeenBy({ serversFor }, [])).toEqual([{ name: NAME, shown: [], against: [], silent: [] }]);
  });

  test('is not refused by a server that answers for others, or with a fault', async () => {
    const texts: readonly string[] = [];
    for (const answer of [
      { authoritative: false, texts },
      { authoritative: true, texts, rcode: 'SERVFAIL' },
    ]) {
      const found = await claimsSeenBy({ delegation: async () => servers as never, askText: async () => answer }, []);
      expect(found).toMatchObject([{ silent: ['192.0.2.1:53'], against: [] }]);
    }
  });
});

test('a delegation is not judged where no address of the zone’s own servers can be found', async () => {
  const zone = { name: 'example.com', private: false, nameServers: ['ns-1.dns.com'] };
  const elsewhere = { zone: 'example.com', servers: [{ name: 'ns1.white.com', addresses: ['192.0.2.7:53'] }] };
  const dns = { ...silent, delegation: async () => elsewhere as never };
  const [reading] = await trafficOver(bare, dns).delegations(pairOf(), zone);
  expect(reading).toMatchObject({ verdict: 'not-checked' });
});

test('a resolver that gives nothing, of unknown age, is in the evidence', async () => {
  const settings = pairOf();
  const asked = orderOf({ settings: { ...settings, traffic: { ...settings.traffic, resolvers: ['192.0.2.9:53'] } } });
  const dns: DnsQuestions = {
    ...silent,
    ask: async () => ({ authoritative: true, addresses: [DUBLIN] }),
    askResolver: async () => ({ authoritative: false, addresses: [] }) as never,
  };
  const { evidence } = await trafficOver(bare, dns).settled(asked, undefined);
  expect(evidence).toContain(`resolver 192.0.2.9:53 gives ${NAME} as nothing`);
});
