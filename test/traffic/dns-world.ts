// A small world of name servers on loopback: a parent that delegates, the zone's own servers over the emulated Route
// 53, and others. The product asks it from the parent on, as it asks the real one from the root on.

import { type NameServer, type NameServers, startNameServers } from '../../lab/world/dns-server.ts';
import { type ParentZone, parentZone, type Seat } from '../../lab/world/parent-zone.ts';
import type { ZoneLookup } from '../../lab/world/zone-history.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import { openStoreCloud } from '../store/store-cloud.ts';
import { LONDON, NAME, ZONE_ID } from './two-appliances.ts';

const OWN: readonly Seat[] = [
  { name: 'ns-1.dns.com', address: '127.31.0.1' },
  { name: 'ns-2.dns.com', address: '127.31.0.2' },
  { name: 'ns-3.dns.com', address: '127.31.0.3' },
  { name: 'ns-4.dns.com', address: '127.31.0.4' },
];
/** Another provider, who still holds an old copy of the zone. */
export const OTHERS: readonly Seat[] = [{ name: 'ns.other.com', address: '127.31.0.9' }];

const otherLookup: ZoneLookup = (name, type) => {
  const zone = ['eu.example.com', 'example.com'].find((one) => name === one || name.endsWith(`.${one}`));
  if (name === zone && type === 'SOA')
    return { ttl: 900, values: ['ns.other.com. hostmaster.other.com. 1 7200 900 1209600 86400'] };
  if (name.startsWith('support.') && type === 'A') return { ttl: 300, values: [LONDON] };
  return { inZone: zone !== undefined };
};

export interface DnsWorld extends AsyncDisposable {
  readonly parent: ParentZone;
  /** Where a walk begins, as ip:port. */
  readonly parents: readonly string[];
  readonly own: readonly NameServer[];
  readonly others: readonly NameServer[];
  readonly parentServers: readonly NameServer[];
  readonly store: Awaited<ReturnType<typeof openStoreCloud>>;
  readonly zone: NonNullable<ReturnType<Awaited<ReturnType<typeof openStoreCloud>>['cloud']['route53']['zone']>>;
}

const TRIES = 5;

export const openDnsWorld = async (options: { zone?: string; private?: boolean } = {}): Promise<DnsWorld> => {
  const { zone: zoneName = 'example.com' } = options;
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await openStoreCloud());
  const { route53 } = store.cloud;
  const nameServers = OWN.map(({ name }) => name);
  const zone = route53.createZone({ id: ZONE_ID, name: zoneName, nameServers, private: options.private ?? false });
  route53.putRecord(ZONE_ID, { name: NAME, type: 'A', ttlSeconds: 300, values: [LONDON] });
  const parent = parentZone('com', [...OWN, ...OTHERS]);
  parent.delegations.set('example.com', OWN);
  const clock = scaledClock(10);
  const lookup: ZoneLookup = (name, type) => {
    const found = route53.resolve(name, type);
    const [record] = found.records;
    return record ? { ttl: record.ttlSeconds, values: record.values } : { inZone: found.zone !== undefined };
  };
  // All of them at one port, as in the world; the first takes a free one, which may be taken at another address.
  for (let attempt = 1; ; attempt += 1) {
    const above = await startNameServers({
      servers: [{ name: 'a.nic.com', address: '127.31.0.8', port: 0 }],
      lookup: parent.lookup,
      clock,
    });
    const port = above.servers[0]?.port ?? 0;
    const started: NameServers[] = [above];
    try {
      started.push(await startNameServers({ servers: OWN.map((seat) => ({ ...seat, port })), lookup, clock }));
      started.push(
        await startNameServers({ servers: OTHERS.map((seat) => ({ ...seat, port })), lookup: otherLookup, clock }),
      );
    } catch (error) {
      for (const one of started) await one[Symbol.asyncDispose]();
      if (attempt >= TRIES) throw error;
      continue;
    }
    for (const one of started) stack.use(one);
    const owned = stack.move();
    const [
      { servers: parentServers } = { servers: [] },
      { servers: own } = { servers: [] },
      { servers: others } = { servers: [] },
    ] = started;
    return {
      ...{ parent, own, others, parentServers, store, zone },
      parents: [`127.31.0.8:${port}`],
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  }
};
