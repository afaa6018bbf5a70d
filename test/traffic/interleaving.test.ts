// Two recoveries with different epochs write to one zone, their calls interleaved in every way that fast-check can
// think of, with throttles and lost answers strewn in. Whatever happens, the zone protects the newer one.

import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import type { TrafficAnswer, TrafficOrder } from '../../functions/traffic/traffic.ts';
import { machine } from '../doubles/machine.ts';
import { fc } from '../properties.ts';
import { type Around, awsError, InMemoryZone } from './in-memory-zone.ts';
import { DUBLIN, LONDON, MARK, NAME, orderOf } from './two-appliances.ts';
import { silent } from './zone-world.ts';

type Trouble = 'none' | 'throttle' | 'loseAnswer';

const older = orderOf({ epoch: 7, recoveryId: 'r7', from: 'london', to: 'dublin' });
const newer = orderOf({ epoch: 8, recoveryId: 'r8', from: 'dublin', to: 'london' });
const addressOf: Readonly<Record<string, string>> = { london: LONDON, dublin: DUBLIN };
const ATTEMPTS = 4;

/** A run as the workflow makes it: claim, then move, each asked again while it is busy or unreachable. */
const runOf = async (client: ReturnType<InMemoryZone['client']>, order: TrafficOrder): Promise<string> => {
  const traffic = dnsRecordTraffic(client, { dns: silent, clock: machine.clock });
  const until = async (write: () => Promise<TrafficAnswer>): Promise<boolean> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        if ((await write()).status === 'done') return true;
      } catch (error) {
        if (!(error instanceof Error && error.name === 'TrafficUnreachable')) throw error;
      }
    }
    return false;
  };
  try {
    const moved = (await until(() => traffic.claim(order))) && (await until(() => traffic.move(order)));
    return moved ? 'moved' : 'gave up';
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
};

const troubles = fc.infiniteStream(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Trouble>('none') },
    { weight: 1, arbitrary: fc.constantFrom<Trouble>('throttle', 'loseAnswer') },
  ),
);

describe('two runs at one zone', () => {
  test('never leave the older target after the newer move, and never an empty name, however their calls interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), troubles, fc.constantFrom(LONDON, DUBLIN), async (scheduler, trouble, start) => {
        const zone = new InMemoryZone();
        zone.putAddress(NAME, start);
        const around = (who: string): Around => ({
          async before(name) {
            await scheduler.schedule(Promise.resolve(), `${who} asks ${name}`);
            if (trouble.next().value === 'throttle') throw awsError('Throttling');
          },
          async after(name) {
            const [address, ...others] = zone.valuesOf(NAME, 'A');
            expect(others).toEqual([]);
            expect([LONDON, DUBLIN]).toContain(address);
            if (zone.valuesOf(MARK, 'TXT')[0]?.includes('epoch=8 stage=moved'))
              expect(address).toBe(addressOf[newer.to]);
            await scheduler.schedule(Promise.resolve(), `${who} hears of ${name}`);
            if (trouble.next().value === 'loseAnswer') throw awsError('TimeoutError');
          },
        });
        const runs = Promise.all([
          runOf(zone.client(around('older')), older),
          runOf(zone.client(around('newer')), newer),
        ]);
        const [olderEnd, newerEnd] = await scheduler.waitFor(runs);

        expect(['moved', 'gave up', 'LeaseLostError', 'DnsRecordChanged']).toContain(olderEnd);
        expect(['moved', 'gave up', 'DnsRecordChanged']).toContain(newerEnd);
        if (newerEnd === 'moved') expect(zone.valuesOf(NAME, 'A')).toEqual([addressOf[newer.to]]);
        const epochs = zone.log.flatMap((batch) =>
          batch.flatMap(({ Action, ResourceRecordSet: set }) =>
            Action === 'CREATE' && set?.Type === 'TXT'
              ? [Number(/epoch=(\d+)/.exec(set.ResourceRecords?.[0]?.Value ?? '')?.[1])]
              : [],
          ),
        );
        expect(epochs).toEqual([...epochs].sort());
      }),
      { numRuns: 300 },
    );
  });
});
