// What happens when the zone changes between our reading and our writing.
import type { Around } from './in-memory-zone.ts';
import { DUBLIN, LONDON, MARK, NAME, orderOf } from './two-appliances.ts';
import { at, world } from './zone-world.ts';

const order = orderOf();
const newer = orderOf({ epoch: 8, recoveryId: 'r8', from: 'dublin', to: 'london' });
const CHANGE = 'ChangeResourceRecordSets';

describe('traffic by A records, when others write', () => {
  test('is refused by the zone, then knows why, when a newer run writes after it has read', async () => {
    const { zone, traffic } = world();
    await traffic().claim(order);
    let stalled = true;
    const stall: Around = {
      async before(name) {
        if (name !== CHANGE || !stalled) return;
        stalled = false;
        await traffic().claim(newer);
        await traffic().move(newer);
      },
    };
    await expect(traffic(stall).move(order)).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(zone.valuesOf(NAME, 'A')).toEqual([LONDON]);
    expect(zone.valuesOf(MARK, 'TXT')[0]).toContain('epoch=8');
  });

  test('is refused before it writes when a newer run was there before it read', async () => {
    const { zone, traffic } = world();
    await traffic().claim(order);
    await traffic().claim(newer);
    await expect(traffic().move(order)).rejects.toMatchObject({ name: 'LeaseLostError' });
    await expect(traffic().claim(order)).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(zone.log).toHaveLength(2);
  });

  test('leaves alone what a person changed after it has read', async () => {
    const { zone, traffic } = world();
    await traffic().claim(order);
    const around = { before: at(CHANGE, 1, () => zone.putAddress(NAME, '192.0.2.99')) };
    await expect(traffic(around).move(order)).rejects.toMatchObject({ name: 'DnsRecordChanged' });
    expect(zone.valuesOf(NAME, 'A')).toEqual(['192.0.2.99']);
  });

  test('looks again and goes on when a person changed only the TTL meanwhile', async () => {
    const { zone, traffic } = world();
    await traffic().claim(order);
    const around = { before: at(CHANGE, 1, () => zone.putAddress(NAME, LONDON, 60)) };
    expect(await traffic(around).move(order)).toMatchObject({ status: 'done' });
    expect(zone.valuesOf(NAME, 'A')).toEqual([DUBLIN]);
  });

  test('gives up on a zone that keeps changing under its hands', async () => {
    const { zone, traffic } = world();
    let ttlSeconds = 60;
    const around: Around = {
      before(name) {
        if (name === CHANGE) zone.putAddress(NAME, LONDON, ttlSeconds++);
      },
    };
    await expect(traffic(around).move(order)).rejects.toMatchObject({
      name: 'DnsRecordChanged',
      message: expect.stringContaining('do not match'),
    });
    expect(zone.calls.filter((name) => name === CHANGE)).toHaveLength(3);
  });
});
