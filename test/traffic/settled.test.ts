import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import type { DnsQuestions } from '../../functions/traffic/name-servers.ts';
import { awsError, InMemoryZone } from './in-memory-zone.ts';
import { DUBLIN, LONDON, NAME, orderOf, pairOf } from './two-boxes.ts';

const [ONE, TWO] = ['192.0.2.1:53', '192.0.2.2:53'];
const order = orderOf({ settings: pairOf({ nameServers: [ONE, TWO] }) });

const dnsOf = (
  answers: Readonly<Record<string, { addresses: string[]; authoritative?: boolean } | undefined>>,
): DnsQuestions => ({
  async ask(server) {
    const answer = answers[server];
    if (!answer) throw new Error('silent');
    return { authoritative: true, ...answer };
  },
  serversFor: async () => Object.keys(answers),
});
const both = dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [DUBLIN] } });

const zoneWith = (status: 'PENDING' | 'INSYNC') => {
  const zone = new InMemoryZone();
  zone.statusOf.set('/change/C1', status);
  return zone.client();
};

describe('a move is settled', () => {
  test('when Route 53 says INSYNC and every server gives the new address with authority; the evidence names each', async () => {
    const { settled, evidence } = await dnsRecordTraffic(zoneWith('INSYNC'), both).settled(order, '/change/C1');
    expect(settled).toBe(true);
    expect(evidence).toEqual([
      'Route 53 says INSYNC of /change/C1',
      `${ONE} gives ${NAME} as ${DUBLIN}`,
      `${TWO} gives ${NAME} as ${DUBLIN}`,
    ]);
  });

  test('by the servers alone when the change id was lost with the answer', async () => {
    expect((await dnsRecordTraffic(zoneWith('PENDING'), both).settled(order, undefined)).settled).toBe(true);
  });

  test('by the servers of the delegation when the settings name none', async () => {
    const delegated = orderOf({ settings: pairOf({ nameServers: [] }) });
    const { settled, evidence } = await dnsRecordTraffic(zoneWith('INSYNC'), both).settled(delegated, undefined);
    expect(settled).toBe(true);
    expect(evidence).toHaveLength(2);
  });

  test('not while Route 53 says PENDING', async () => {
    expect((await dnsRecordTraffic(zoneWith('PENDING'), both).settled(order, '/change/C1')).settled).toBe(false);
  });

  test.each<[string, DnsQuestions, RegExp]>([
    [
      'one server gives the old address',
      dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [LONDON] } }),
      /192\.0\.2\.2:53 gives .* 203/,
    ],
    ['one server gives both', dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [DUBLIN, LONDON] } }), /198.*203/],
    ['one server gives nothing', dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [] } }), /as nothing/],
    [
      'one server answers from a cache',
      dnsOf({ [ONE]: { addresses: [DUBLIN] }, [TWO]: { addresses: [DUBLIN], authoritative: false } }),
      /authority/,
    ],
    ['one server is silent', dnsOf({ [ONE]: { addresses: [DUBLIN] } }), /192\.0\.2\.2:53 did not answer/],
  ])('not while %s', async (_what, dns, because) => {
    const { settled, evidence } = await dnsRecordTraffic(zoneWith('INSYNC'), dns).settled(order, '/change/C1');
    expect(settled).toBe(false);
    expect(evidence.join('\n')).toMatch(because);
  });

  test('not, rather than with an error, when Route 53 cannot be asked or no server is known', async () => {
    const down = new InMemoryZone().client({
      before() {
        throw awsError('ServiceUnavailable');
      },
    });
    const asked = await dnsRecordTraffic(down, both).settled(order, '/change/C1');
    expect(asked).toMatchObject({
      settled: false,
      evidence: expect.arrayContaining([expect.stringContaining('ServiceUnavailable')]),
    });
    const nobody = await dnsRecordTraffic(zoneWith('INSYNC'), dnsOf({})).settled(
      orderOf({ settings: pairOf({ nameServers: [] }) }),
      undefined,
    );
    expect(nobody).toEqual({ settled: false, evidence: [expect.stringContaining('no authoritative server')] });
  });
});
