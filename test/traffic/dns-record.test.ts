import { formatClaim } from '../../functions/traffic/claim-text.ts';
import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import { machine } from '../doubles/machine.ts';
import type { Around } from './in-memory-zone.ts';
import { DUBLIN, LONDON, MARK, NAME, orderOf, pairOf } from './two-appliances.ts';
import { at, fail, silent, world } from './zone-world.ts';

const order = orderOf();
const CHANGE = 'ChangeResourceRecordSets';
const LIST = 'ListResourceRecordSets';

describe('traffic by A records', () => {
  test('claims and moves in two batches, and reads back what it did', async () => {
    const { zone, traffic } = world();
    expect(await traffic().claim(order)).toMatchObject({ status: 'done', changeId: '/change/C1' });
    expect(await traffic().move(order)).toMatchObject({ status: 'done', changeId: '/change/C2' });
    expect(zone.log).toHaveLength(2);
    expect(await traffic().read(order.settings)).toEqual([
      {
        name: NAME,
        addresses: [DUBLIN],
        ttlSeconds: 30,
        claim: { epoch: 7, stage: 'moved', target: 'dublin', recoveryId: order.recoveryId },
      },
    ]);
  });

  test('writes nothing when it is run again', async () => {
    const { zone, traffic } = world();
    await traffic().claim(order);
    await traffic().move(order);
    expect(await traffic().move(order)).toMatchObject({ status: 'done', evidence: expect.stringContaining('already') });
    expect(zone.log).toHaveLength(2);
  });

  test('never says UPSERT', async () => {
    const { zone, traffic } = world();
    await traffic().claim(order);
    await traffic().move(order);
    expect(new Set(zone.log.flat().map((change) => change.Action))).toEqual(new Set(['CREATE', 'DELETE']));
  });

  test('moves all names in one batch or none', async () => {
    const { zone, traffic } = world();
    const two = orderOf({ settings: pairOf({ names: [NAME, 'help.example.com'] }) });
    zone.putAddress('help.example.com', '192.0.2.99');
    await expect(traffic().move(two)).rejects.toMatchObject({ name: 'DnsRecordChanged' });
    expect(zone.log).toHaveLength(0);
    zone.putAddress('help.example.com', LONDON);
    await traffic().move(two);
    expect(zone.log).toHaveLength(1);
    expect(zone.valuesOf('help.example.com', 'A')).toEqual([DUBLIN]);
  });

  test('knows its own write again when the answer was lost and the SDK asked a second time', async () => {
    const { zone, traffic } = world();
    await traffic().claim(order);
    let lost = false;
    const twice: Around = {
      before(name) {
        // The first attempt took effect without an answer; what is seen is the refusal of the second.
        if (name !== CHANGE || lost) return;
        lost = true;
        const first = zone.log.length;
        zone.apply([
          {
            Action: 'DELETE',
            ResourceRecordSet: {
              Name: MARK,
              Type: 'TXT',
              TTL: 30,
              ResourceRecords: [{ Value: zone.valuesOf(MARK, 'TXT')[0] }],
            },
          },
          {
            Action: 'CREATE',
            ResourceRecordSet: {
              Name: MARK,
              Type: 'TXT',
              TTL: 30,
              ResourceRecords: [
                { Value: formatClaim({ epoch: 7, stage: 'moved', target: 'dublin', recoveryId: order.recoveryId }) },
              ],
            },
          },
          {
            Action: 'DELETE',
            ResourceRecordSet: { Name: NAME, Type: 'A', TTL: 300, ResourceRecords: [{ Value: LONDON }] },
          },
          {
            Action: 'CREATE',
            ResourceRecordSet: { Name: NAME, Type: 'A', TTL: 30, ResourceRecords: [{ Value: DUBLIN }] },
          },
        ]);
        expect(zone.log).toHaveLength(first + 1);
      },
    };
    const answer = await traffic(twice).move(order);
    expect(answer).toMatchObject({ status: 'done' });
    expect(answer).not.toHaveProperty('changeId');
    expect(zone.valuesOf(NAME, 'A')).toEqual([DUBLIN]);
  });

  test.each(['Throttling', 'ThrottlingException', 'PriorRequestNotComplete'])('answers busy on %s', async (name) => {
    const { zone, traffic } = world();
    const around = { before: at(CHANGE, 1, fail(name)) };
    expect(await traffic(around).claim(order)).toEqual({ status: 'busy', evidence: expect.stringContaining(name) });
    expect(zone.log).toHaveLength(0);
  });

  test('answers busy when even reading is throttled', async () => {
    const { traffic } = world();
    expect(await traffic({ before: at(LIST, 1, fail('Throttling')) }).move(order)).toMatchObject({ status: 'busy' });
  });

  test.each(['InternalError', 'ServiceUnavailable', 'TimeoutError', 'ECONNREFUSED', 'AccessDenied'])(
    'throws TrafficUnreachable, with the cause, on %s',
    async (name) => {
      const { traffic } = world();
      const claim = traffic({ before: at(LIST, 1, fail(name)) }).claim(order);
      await expect(claim).rejects.toMatchObject({ name: 'TrafficUnreachable', message: expect.stringContaining(name) });
    },
  );

  test('finds a changed record at the claim already, before anything is fenced', async () => {
    const { zone, traffic } = world();
    zone.putAddress(NAME, '192.0.2.99');
    await expect(traffic().claim(order)).rejects.toMatchObject({ name: 'DnsRecordChanged' });
    zone.put({ Name: NAME, Type: 'AAAA', TTL: 30, ResourceRecords: [{ Value: '2001:db8::1' }] });
    await expect(traffic().claim(order)).rejects.toMatchObject({ name: 'DnsRecordUnfit' });
    expect(zone.log).toHaveLength(0);
  });

  test('claims carry our deployment, and those of another one are called foreign', async () => {
    const { zone } = world();
    const of = (deployment?: string) =>
      dnsRecordTraffic(zone.client(), {
        dns: silent,
        clock: machine.clock,
        ...(deployment !== undefined && { deployment }),
      });
    await of('a1').claim(order);
    const readBy = async (deployment?: string) => (await of(deployment).read(order.settings))[0];
    expect(await readBy('a1')).toMatchObject({ claim: { deployment: 'a1' } });
    expect(await readBy('a1')).not.toHaveProperty('foreign');
    expect(await readBy('b2')).toMatchObject({ foreign: true });
    expect(await readBy()).not.toHaveProperty('foreign');
  });
});
