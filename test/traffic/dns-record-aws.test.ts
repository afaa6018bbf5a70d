// The same adapter through a real Route53Client against the emulated AWS: the wire, the SDK's own retries, and faults.
import { Route53Client } from '@aws-sdk/client-route-53';
import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import type { Fault } from '../../packages/local-cloud/aws/cloud.ts';
import { machine } from '../doubles/machine.ts';
import { openStoreCloud } from '../store/store-cloud.ts';
import { DUBLIN, LONDON, MARK, NAME, orderOf, ZONE_ID } from './two-appliances.ts';
import { silent } from './zone-world.ts';

const order = orderOf();
const newer = orderOf({ epoch: 8, recoveryId: 'r8', from: 'dublin', to: 'london' });
const write = { service: 'route53', operation: 'ChangeResourceRecordSets' } as const;

/** Each test has a cloud of its own, so that one which runs out of time cannot meddle with the next. */
const openZone = async () => {
  const store = await openStoreCloud();
  const { route53 } = store.cloud;
  route53.createZone({ id: ZONE_ID, name: 'example.com' });
  route53.putRecord(ZONE_ID, { name: NAME, type: 'A', ttlSeconds: 300, values: [LONDON] });
  const clients: Route53Client[] = [];
  return {
    ...store.cloud,
    route53,
    run() {
      const client = new Route53Client({ ...store.client, maxAttempts: 3 });
      clients.push(client);
      const dns = { ...silent, ask: async () => ({ authoritative: true, addresses: [DUBLIN] }) };
      return dnsRecordTraffic(client, { dns, clock: machine.clock });
    },
    valuesOf: (name: string, type: string) => route53.resolve(name, type).records.flatMap((record) => record.values),
    writes: () =>
      route53.zone(ZONE_ID)?.log.filter((change) => change.changes.some(({ action }) => action !== 'UPSERT')).length,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
};

describe('traffic through the SDK', () => {
  test('claims, moves, and settles once Route 53 says INSYNC', async () => {
    await using zone = await openZone();
    const traffic = zone.run();
    zone.route53.insyncMs = 60_000;
    expect(await traffic.claim(order)).toMatchObject({ status: 'done' });
    expect(zone.valuesOf(MARK, 'TXT')).toEqual([
      `"twinbox=1 epoch=7 stage=claimed target=dublin recovery=${order.recoveryId}"`,
    ]);
    const moved = await traffic.move(order);
    if (moved.status !== 'done') throw new Error('busy');
    expect(zone.valuesOf(NAME, 'A')).toEqual([DUBLIN]);
    expect(await traffic.settled(order, moved.changeId)).toMatchObject({ settled: false });
    zone.route53.insyncMs = 0;
    expect(await traffic.settled(order, moved.changeId)).toMatchObject({ settled: true });
    expect(zone.writes()).toBe(2);
  });

  test('recognises a batch whose answer was lost though it worked', async () => {
    await using zone = await openZone();
    const traffic = zone.run();
    await traffic.claim(order);
    using fault = zone.faults.add({ ...write, kind: 'loseAnswer', times: 1 });
    expect(await traffic.move(order)).toMatchObject({ status: 'done' });
    expect(fault.struck).toBe(1);
    expect(zone.valuesOf(NAME, 'A')).toEqual([DUBLIN]);
    expect(zone.writes()).toBe(2);
  });

  test('recognises it at the next attempt as well, when every answer was lost', async () => {
    await using zone = await openZone();
    const traffic = zone.run();
    {
      using _fault = zone.faults.add({ ...write, kind: 'loseAnswer' });
      await traffic.claim(order).catch((error: unknown) => expect(error).toMatchObject({ name: 'TrafficUnreachable' }));
    }
    expect(await traffic.claim(order)).toMatchObject({ status: 'done', evidence: expect.stringContaining('already') });
    expect(zone.writes()).toBe(1);
  });

  test.each<[string, Fault, object]>([
    ['throttled', { service: 'route53', kind: 'throttle' }, { status: 'busy' }],
    [
      'busy with another change',
      { ...write, kind: 'error', code: 'PriorRequestNotComplete', status: 400 },
      { status: 'busy' },
    ],
  ])('answers busy while Route 53 is %s, and does it afterwards', async (_what, fault, expected) => {
    await using zone = await openZone();
    const traffic = zone.run();
    {
      using _fault = zone.faults.add(fault);
      expect(await traffic.claim(order)).toMatchObject(expected);
    }
    expect(await traffic.claim(order)).toMatchObject({ status: 'done' });
  });

  test.each<[string, Fault]>([
    ['answers 503', { service: 'route53', kind: 'down' }],
    ['ends connections', { service: 'route53', kind: 'down', reset: true }],
  ])('throws TrafficUnreachable while Route 53 %s', async (_what, fault) => {
    await using zone = await openZone();
    using _fault = zone.faults.add(fault);
    await expect(zone.run().claim(order)).rejects.toMatchObject({ name: 'TrafficUnreachable' });
    expect(zone.valuesOf(MARK, 'TXT')).toEqual([]);
  });

  test('is refused by the zone when it stalls between reading and writing, and undoes nothing', async () => {
    await using zone = await openZone();
    const stalled = zone.run();
    await stalled.claim(order);
    using gate = zone.faults.add({ ...write, kind: 'hold', times: 1 });
    const late = stalled.move(order);
    const refused = expect(late).rejects.toMatchObject({ name: 'LeaseLostError' });
    await gate.reached;
    await zone.run().claim(newer);
    await zone.run().move(newer);
    gate.release();
    await refused;
    expect(zone.valuesOf(NAME, 'A')).toEqual([LONDON]);
    expect(zone.valuesOf(MARK, 'TXT')[0]).toContain('epoch=8 stage=moved');
  });

  test('is refused when it stalls before reading', async () => {
    await using zone = await openZone();
    const stalled = zone.run();
    await stalled.claim(order);
    using gate = zone.faults.add({ service: 'route53', operation: 'ListResourceRecordSets', kind: 'hold', times: 1 });
    const late = stalled.move(order);
    const refused = expect(late).rejects.toMatchObject({ name: 'LeaseLostError' });
    await gate.reached;
    await zone.run().claim(newer);
    gate.release();
    await refused;
    expect(zone.valuesOf(NAME, 'A')).toEqual([LONDON]);
  });

  test('leaves a third address and several values alone', async () => {
    await using zone = await openZone();
    zone.route53.putRecord(ZONE_ID, { name: NAME, type: 'A', ttlSeconds: 300, values: ['192.0.2.99'] });
    await expect(zone.run().claim(order)).rejects.toMatchObject({ name: 'DnsRecordChanged' });
    zone.route53.putRecord(ZONE_ID, { name: NAME, type: 'A', ttlSeconds: 300, values: [LONDON, DUBLIN] });
    await expect(zone.run().claim(order)).rejects.toMatchObject({ name: 'DnsRecordUnfit' });
    expect(zone.writes()).toBe(0);
  });
});
