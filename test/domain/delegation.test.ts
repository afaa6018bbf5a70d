import { type Delegation, judgeDelegation, type ZoneFacts } from '../../functions/domain/traffic/delegation.ts';

const NAME = 'support.eu.example.com';
const zone: ZoneFacts = { name: 'example.com', private: false, nameServers: ['ns-1.aws.net', 'ns-2.aws.org'] };
const at = (ip: string): string => `${ip}:53`;
const seat = (name: string, ...ips: string[]) => ({ name, addresses: ips.map(at) });
const OURS = [seat('ns-1.aws.net', '192.0.2.1'), seat('ns-2.aws.org', '192.0.2.2')];
const ZONE_AT = [at('192.0.2.1'), at('192.0.2.2')];

const judge = (world: Delegation, addresses: readonly string[] | undefined = ZONE_AT) =>
  judgeDelegation(zone, NAME, world, addresses);

describe('the delegation of a name', () => {
  test("is ours where the world asks the zone's servers, and they answer from the zone", () => {
    expect(judge({ cut: 'example.com', apex: 'example.com', servers: OURS })).toMatchObject({ verdict: 'ours' });
    expect(judge({ cut: 'example.com', apex: 'example.com', servers: OURS.slice(1) })).toMatchObject({
      verdict: 'ours',
    });
  });

  test("is ours where the owner gave the zone's servers names of his own", () => {
    const own = [seat('ns1.example.com', '192.0.2.1'), seat('ns2.example.com', '192.0.2.2')];
    expect(judge({ cut: 'example.com', apex: 'example.com', servers: own })).toMatchObject({ verdict: 'ours' });
  });

  test.each<[string, Delegation]>([
    [
      'an NS set below the apex leads to others',
      { cut: 'eu.example.com', apex: 'eu.example.com', servers: [seat('ns.other.org', '192.0.2.9')] },
    ],
    [
      'an NS set below the apex leads to others that are silent',
      { cut: 'eu.example.com', servers: [seat('ns.other.org', '192.0.2.9')] },
    ],
    ['another zone on the same servers answers', { cut: 'example.com', apex: 'eu.example.com', servers: OURS }],
    ['nobody delegates to the zone', { cut: 'com', apex: 'com', servers: [seat('a.gtld.net', '192.0.2.77')] }],
    [
      'the parent delegates to another provider, who holds a zone of the same name',
      { cut: 'example.com', apex: 'example.com', servers: [seat('ns.other.org', '192.0.2.9')] },
    ],
    ['the parent delegates to a host without an address', { cut: 'example.com', servers: [seat('ns.gone.org')] }],
    ['the root knows no such name', { cut: '', apex: '', servers: [] }],
  ])('is elsewhere where %s', (_what, world) => {
    const { verdict, message } = judge(world);
    expect(verdict).toBe('elsewhere');
    expect(message).toContain('expected the zone example.com at ns-1.aws.net, ns-2.aws.org');
  });

  test.each<[string, Delegation, readonly string[] | undefined]>([
    ["none of the zone's servers answers", { cut: 'example.com', servers: OURS }, ZONE_AT],
    [
      "the addresses of the zone's servers cannot be found out",
      { cut: 'example.com', servers: [seat('ns1.example.com', '192.0.2.1')] },
      undefined,
    ],
  ])('was not checked where %s', (_what, world, addresses) => {
    expect(judgeDelegation(zone, NAME, world, addresses)).toMatchObject({ verdict: 'not-checked' });
  });

  test("names the strangers among the zone's servers", () => {
    const mixed = [...OURS, seat('ns.other.org', '192.0.2.9')];
    expect(judge({ cut: 'example.com', apex: 'example.com', servers: mixed })).toMatchObject({
      verdict: 'ours',
      strangers: ['ns.other.org'],
    });
  });
});
