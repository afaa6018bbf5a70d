import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import type { DnsQuestions } from '../../functions/traffic/name-servers.ts';
import { machine } from '../doubles/machine.ts';
import { awsError, InMemoryZone } from './in-memory-zone.ts';
import { DUBLIN, LONDON, NAME, orderOf, pairOf } from './two-appliances.ts';
import { silent } from './zone-world.ts';

const [ONE, TWO] = ['192.0.2.1:53', '192.0.2.2:53'];
const order = orderOf({ settings: pairOf({ nameServers: [ONE, TWO] }) });

const FOUR = ['192.0.2.1:53', '192.0.2.2:53', '192.0.2.3:53', '192.0.2.4:53'];
const four = orderOf({ settings: pairOf({ nameServers: FOUR }) });

type Said = { addresses: string[]; authoritative?: boolean; rcode?: string } | undefined;

const dnsOf = (answers: Readonly<Record<string, Said>>): DnsQuestions => ({
  ...silent,
  async ask(server) {
    const answer = answers[server];
    if (!answer) throw new Error('silent');
    return { authoritative: true, ...answer };
  },
  serversFor: async () => Object.keys(answers),
});
const dnsOfFour = (...said: Said[]): DnsQuestions =>
  dnsOf(Object.fromEntries(FOUR.map((server, index) => [server, said[index]])));
const both = dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [DUBLIN] } });
const moved: Said = { addresses: [DUBLIN] };
const old: Said = { addresses: [LONDON] };

const zoneWith = (status: 'PENDING' | 'INSYNC') => {
  const zone = new InMemoryZone();
  zone.statusOf.set('/change/C1', status);
  return zone.client();
};
const settledBy = (dns: DnsQuestions, asked = four) =>
  dnsRecordTraffic(zoneWith('INSYNC'), { dns, clock: machine.clock }).settled(asked, '/change/C1');

describe('a majority decides', () => {
  test.each<[string, Said]>([
    ['is silent', undefined],
    ['still gives the old address', old],
    ['answers without authority', { addresses: [DUBLIN], authoritative: false }],
    ['knows no such zone any more', { addresses: [], authoritative: false, rcode: 'REFUSED' }],
    ['is broken', { addresses: [], authoritative: true, rcode: 'SERVFAIL' }],
  ])('one of four that %s holds nobody up, and the evidence names it', async (_what, last) => {
    const { settled, evidence } = await settledBy(dnsOfFour(moved, moved, moved, last));
    expect(settled).toBe(true);
    expect(evidence.join('\n')).toContain(`${FOUR[3]}`);
    expect(evidence).toContain(`3 of 4 servers give the new address of ${NAME}, 0 a third one`);
  });

  test('two of four are no majority, whatever the others do', async () => {
    expect(await settledBy(dnsOfFour(moved, moved, undefined, undefined))).toMatchObject({ settled: false });
    expect(await settledBy(dnsOfFour(moved, moved, old, old))).toMatchObject({ settled: false });
  });

  test.each<[string, Said]>([
    ['a third address', { addresses: ['192.0.2.99'] }],
    ['both addresses', { addresses: [DUBLIN, LONDON] }],
    ['no record', { addresses: [] }],
    ['no such name', { addresses: [], rcode: 'NXDOMAIN' }],
  ])('one of four that gives %s is waited for', async (_what, last) => {
    expect(await settledBy(dnsOfFour(moved, moved, moved, last))).toMatchObject({ settled: false });
  });

  test('each name needs its own', async () => {
    const names = [NAME, 'help.example.com'];
    const two = orderOf({ settings: pairOf({ names, nameServers: FOUR }) });
    const dns: DnsQuestions = {
      ...silent,
      ask: async (_server, name) => ({ authoritative: true, addresses: [name === NAME ? DUBLIN : LONDON] }),
    };
    expect(await settledBy(dns, two)).toMatchObject({ settled: false });
  });
});

describe("the owner's resolvers", () => {
  const withResolvers = orderOf({
    settings: { ...four.settings, traffic: { ...four.settings.traffic, resolvers: ['192.0.2.9:53', '192.0.2.8:53'] } },
  });

  test('are asked for the report alone: what they still give, or that they do not answer, holds nobody up', async () => {
    const dns: DnsQuestions = {
      ...dnsOfFour(moved, moved, moved, moved),
      askResolver: async (server) => {
        if (server === '192.0.2.8:53') throw new Error('silent');
        return { authoritative: false, addresses: [LONDON], ttlSeconds: 86_000 };
      },
    };
    const { settled, evidence } = await settledBy(dns, withResolvers);
    expect(settled).toBe(true);
    expect(evidence).toContain(`resolver 192.0.2.9:53 gives ${NAME} as ${LONDON} for at most 86000 s more`);
    expect(evidence).toContain(`resolver 192.0.2.8:53 did not answer for ${NAME}: silent`);
  });

  test('are left alone before the servers have settled', async () => {
    const { evidence } = await settledBy(dnsOfFour(old, old, old, old), withResolvers);
    expect(evidence.join()).not.toContain('resolver');
  });
});

describe('a move is settled', () => {
  test('when Route 53 says INSYNC and every server gives the new address with authority; the evidence names each', async () => {
    const { settled, evidence } = await dnsRecordTraffic(zoneWith('INSYNC'), {
      dns: both,
      clock: machine.clock,
    }).settled(order, '/change/C1');
    expect(settled).toBe(true);
    expect(evidence).toEqual([
      'Route 53 says INSYNC of /change/C1',
      `${ONE} gives ${NAME} as ${DUBLIN}`,
      `${TWO} gives ${NAME} as ${DUBLIN}`,
    ]);
  });

  test('by the servers alone when the change id was lost with the answer', async () => {
    expect(
      (await dnsRecordTraffic(zoneWith('PENDING'), { dns: both, clock: machine.clock }).settled(order, undefined))
        .settled,
    ).toBe(true);
  });

  test('by the servers of the delegation when the settings name none', async () => {
    const delegated = orderOf({ settings: pairOf({ nameServers: [] }) });
    const { settled, evidence } = await dnsRecordTraffic(zoneWith('INSYNC'), {
      dns: both,
      clock: machine.clock,
    }).settled(delegated, undefined);
    expect(settled).toBe(true);
    expect(evidence).toHaveLength(2);
  });

  test('not while Route 53 says PENDING', async () => {
    expect(
      (await dnsRecordTraffic(zoneWith('PENDING'), { dns: both, clock: machine.clock }).settled(order, '/change/C1'))
        .settled,
    ).toBe(false);
  });

  test.each<[string, DnsQuestions, RegExp]>([
    [
      'one server gives the old address',
      dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [LONDON] } }),
      /192\.0\.2\.2:53 gives .* 203/,
    ],
    [
      'one server gives both',
      dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [DUBLIN, LONDON] } }),
      /198.*203/,
    ],
    ['one server gives nothing', dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [] } }), /as nothing/],
    [
      'one server answers from a cache',
      dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [DUBLIN], authoritative: false } }),
      /authoritatively/,
    ],
    ['one server is silent', dnsOf({ [ONE]: { addresses: [DUBLIN] } }), /192\.0\.2\.2:53 did not answer/],
  ])('not while %s', async (_what, dns, reason) => {
    const { settled, evidence } = await dnsRecordTraffic(zoneWith('INSYNC'), { dns, clock: machine.clock }).settled(
      order,
      '/change/C1',
    );
    expect(settled).toBe(false);
    expect(evidence.join('\n')).toMatch(reason);
  });

  test('not, rather than with an error, when Route 53 cannot be asked or no server is known', async () => {
    const down = new InMemoryZone().client({
      before() {
        throw awsError('ServiceUnavailable');
      },
    });
    const asked = await dnsRecordTraffic(down, { dns: both, clock: machine.clock }).settled(order, '/change/C1');
    expect(asked).toMatchObject({
      settled: false,
      evidence: expect.arrayContaining([expect.stringContaining('ServiceUnavailable')]),
    });
    const nobody = await dnsRecordTraffic(zoneWith('INSYNC'), { dns: dnsOf({}), clock: machine.clock }).settled(
      orderOf({ settings: pairOf({ nameServers: [] }) }),
      undefined,
    );
    expect(nobody).toEqual({
      settled: false,
      evidence: expect.arrayContaining([expect.stringContaining('no authoritative server')]),
    });
  });
});
