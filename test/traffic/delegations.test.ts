// Whether the zone that is written is the one that the world asks, over real sockets: name servers of the lab, and
// Route 53 through the SDK. Nothing outside of this machine is asked.
import { Route53Client } from '@aws-sdk/client-route-53';
import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import { networkDns } from '../../functions/traffic/name-servers.ts';
import type { NameServer } from '../../lab/world/dns-server.ts';
import { machine } from '../doubles/machine.ts';
import { type DnsWorld, OTHERS, openDnsWorld } from './dns-world.ts';
import { LONDON, NAME, orderOf, pairOf, ZONE_ID } from './two-appliances.ts';

const settingsOf = ({ parents }: DnsWorld) => {
  const pair = pairOf({ nameServers: [] });
  return { ...pair, traffic: { ...pair.traffic, parents: [...parents] } };
};

const trafficOf = (world: DnsWorld) =>
  dnsRecordTraffic(new Route53Client({ ...world.store.client, maxAttempts: 1 }), {
    dns: networkDns(machine),
    clock: machine.clock,
  });

const verdictIn = async (world: DnsWorld) => {
  const traffic = trafficOf(world);
  const settings = settingsOf(world);
  const [found] = await traffic.delegations(settings, await traffic.zone(settings));
  return found;
};

const silence = (servers: readonly NameServer[]): void => {
  for (const one of servers) one.silent = true;
};

test('the zone says of itself what it is, whose servers it has, and how full it is', async () => {
  await using world = await openDnsWorld();
  world.zone.mostRecordSets = 400;
  expect(await trafficOf(world).zone(settingsOf(world))).toEqual({
    ...{ name: 'example.com', private: false, recordSets: 3, mostRecordSets: 400 },
    nameServers: ['ns-1.dns.com', 'ns-2.dns.com', 'ns-3.dns.com', 'ns-4.dns.com'],
  });
});

test('a zone to which the world is sent is ours', async () => {
  await using world = await openDnsWorld();
  expect(await verdictIn(world)).toMatchObject({ name: NAME, verdict: 'ours' });
});

test.each<[string, (world: DnsWorld) => void]>([
  [
    'an NS set at the name itself',
    ({ store }) =>
      store.cloud.route53.putRecord(ZONE_ID, { name: NAME, type: 'NS', ttlSeconds: 300, values: ['ns.other.com.'] }),
  ],
  ['a zone to which nobody delegates', ({ parent }) => void parent.delegations.delete('example.com')],
  ['a parent that delegates to others', ({ parent }) => void parent.delegations.set('example.com', OTHERS)],
  [
    'a parent that delegates to others that are silent',
    ({ parent, others }) => {
      parent.delegations.set('example.com', OTHERS);
      for (const one of others) one.silent = true;
    },
  ],
])('%s is found where the world asks', async (_what, bend) => {
  await using world = await openDnsWorld();
  bend(world);
  expect(await verdictIn(world)).toMatchObject({ verdict: 'elsewhere' });
});

test('servers under names of the owner are the zone’s by their addresses', async () => {
  await using world = await openDnsWorld();
  world.parent.delegations.set('example.com', [{ name: 'ns1.white.com', address: '127.31.0.1' }]);
  expect(await verdictIn(world)).toMatchObject({ verdict: 'ours' });
});

test('a stranger in the delegation is named', async () => {
  await using world = await openDnsWorld();
  world.parent.delegations.set('example.com', [...(world.parent.delegations.get('example.com') ?? []), ...OTHERS]);
  expect(await verdictIn(world)).toMatchObject({ verdict: 'ours', strangers: ['ns.other.com'] });
});

test('one silent or refusing server of four changes nothing', async () => {
  await using world = await openDnsWorld();
  for (const [index, one] of world.own.entries()) Object.assign(one, { silent: index === 0, lame: index === 1 });
  expect(await verdictIn(world)).toMatchObject({ verdict: 'ours' });
});

test.each<[string, (world: DnsWorld) => void]>([
  ['the parent', ({ parentServers }) => silence(parentServers)],
  ['all servers of the zone', ({ own }) => silence(own)],
])('where %s does not answer it was not checked', async (_what, bend) => {
  await using world = await openDnsWorld();
  bend(world);
  expect(await verdictIn(world)).toMatchObject({ verdict: 'not-checked' });
});

test('a private zone is exempt', async () => {
  await using world = await openDnsWorld({ private: true });
  expect(await verdictIn(world)).toMatchObject({ verdict: 'exempt' });
});

describe('our claim', () => {
  const claimIn = async (world: DnsWorld) => {
    const traffic = trafficOf(world);
    const order = orderOf({ settings: settingsOf(world) });
    const claimed = await traffic.claim(order);
    expect(claimed.status).toBe('done');
    const [seen] = await traffic.claimSeen(order);
    return seen;
  };

  test('is seen at each server to which the world is sent; silent ones are named', async () => {
    await using world = await openDnsWorld();
    for (const [index, one] of world.own.entries()) Object.assign(one, { silent: index === 0, lame: index === 1 });
    const seen = await claimIn(world);
    expect([seen?.shown.length, seen?.against.length, seen?.silent.length]).toEqual([2, 0, 2]);
  });

  test('is looked for where the world asks, not where we wrote', async () => {
    await using world = await openDnsWorld();
    world.parent.delegations.set('example.com', OTHERS);
    const seen = await claimIn(world);
    expect([seen?.shown.length, seen?.against.length, seen?.silent.length]).toEqual([0, 1, 0]);
  });
});

test('whoever is waited for after a move is found by the same walk', async () => {
  await using world = await openDnsWorld();
  const traffic = trafficOf(world);
  const order = orderOf({ settings: settingsOf(world) });
  world.store.cloud.route53.insyncMs = 0;
  await traffic.claim(order);
  const last = world.own[3];
  if (last) last.silent = true;
  const moved = await traffic.move(order);
  expect(moved).toMatchObject({ status: 'done', replacedTtlSeconds: 300 });
  const { settled, evidence } = await traffic.settled(order, undefined);
  expect(evidence.join()).toContain('3 of 4 servers give the new address');
  expect(settled).toBe(true);
  expect(evidence.join()).not.toContain(LONDON);
});

test.each<[string, (world: DnsWorld) => void, string]>([
  ['a full zone', ({ zone }) => Object.assign(zone, { mostRecordSets: 3 }), 'ZoneFull'],
])('%s is named at the claim', async (_what, bend, name) => {
  await using world = await openDnsWorld();
  bend(world);
  await expect(trafficOf(world).claim(orderOf({ settings: settingsOf(world) }))).rejects.toMatchObject({ name });
});

test('a name outside of the zone is named at the claim', async () => {
  await using world = await openDnsWorld();
  const settings = { ...settingsOf(world), service: { names: ['support.example.org'], ports: [443] } };
  world.zone.records = new Map([
    ...world.zone.records,
    ['x', { name: 'support.example.org.', type: 'A', ttlSeconds: 30, values: [LONDON] }],
  ]);
  await expect(trafficOf(world).claim(orderOf({ settings }))).rejects.toMatchObject({ name: 'NameOutsideZone' });
});
