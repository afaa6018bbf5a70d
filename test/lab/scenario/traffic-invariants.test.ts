// Invariants 1 and 3 in made-up worlds: each sentence they can say, and that they keep silent where all is well.

import { breachesOf } from './breaches.ts';
import { ADDRESSES, at, NAME } from './fabricated-world.ts';
import { claimOf } from './good-failover.ts';

const ANSWER = { atMs: at(150), server: 'ns2.lab.test', name: NAME, type: 'A', values: [] };

describe('a failover as it should be', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('breaks nothing of invariant %i', async (number) => {
    expect(await breachesOf(number)).toEqual([]);
  });
});

describe('the name always resolves', () => {
  test('a server without an address for it is named', async () => {
    const message = await breachesOf(1, { also: [[150, (world) => world.dnsAnswers.push(ANSWER)]] });
    expect(message).toEqual([`ns2.lab.test had no address for ${NAME}`]);
  });

  test('an empty answer for another name or type is no breach', async () => {
    const others = [
      { ...ANSWER, type: 'AAAA' },
      { ...ANSWER, name: 'other.lab.test' },
    ];
    expect(await breachesOf(1, { also: [[150, (world) => world.dnsAnswers.push(...others)]] })).toEqual([]);
  });

  test('whoever takes the address out of the zone is named, though no server was asked meanwhile', async () => {
    const record = { name: `${NAME}.`, type: 'A', ttlSeconds: 5, values: [ADDRESSES.london] };
    const message = await breachesOf(1, {
      also: [
        [
          150,
          ({ cloud }) =>
            cloud.route53.change('ZLABTEST000001', [{ action: 'DELETE', record }], 'Twinbox-support-fence'),
        ],
      ],
    });
    expect(message).toEqual([`Twinbox-support-fence removed the last address of ${NAME} from the zone`]);
  });
});

describe('the name is only moved to an appliance that is fit', () => {
  const moved = `${NAME} was moved to dublin`;

  test('not to an address of neither appliance', async () => {
    const message = await breachesOf(1, {
      instead: { move: (world) => world.zone({ target: '127.0.9.9', claim: claimOf(1, 'moved') }) },
    });
    expect(message).toEqual([`${NAME} was moved to 127.0.9.9, which is not an appliance of the pair`]);
  });

  test('not to an appliance that is switched off', async () => {
    const message = await breachesOf(1, { also: [[167, (world) => world.event('dublin', 'powered-off')]] });
    expect(message).toEqual([`${moved} while that appliance was powered off`]);
  });

  test('not to an appliance that is dead, nor to one that still boots', async () => {
    expect(await breachesOf(1, { also: [[100, (world) => world.event('dublin', 'died')]] })).toEqual([
      `${moved} while that appliance was dead`,
    ]);
    // Nobody can know of a death after the last probe.
    expect(await breachesOf(1, { also: [[167, (world) => world.event('dublin', 'died')]] })).toEqual([]);
    const boots = await breachesOf(1, {
      also: [
        [162, (world) => world.event('dublin', 'powered-off')],
        [164, (world) => world.event('dublin', 'powered-on')],
      ],
    });
    expect(boots).toEqual([`${moved} while that appliance was dead`]);
  });

  test('not to an appliance that was never restored', async () => {
    expect(await breachesOf(1, { leaveOut: ['restoreBegun', 'restored'] })).toEqual([
      `${moved}, which was never restored`,
    ]);
  });

  test('not to an appliance whose restore has not ended, although an earlier one had', async () => {
    const message = await breachesOf(1, {
      also: [[167, (world) => world.event('dublin', 'restore-begun', 'another')]],
    });
    expect(message).toEqual([`${moved}, whose last restore did not complete`]);
  });

  test('not back to an appliance that was not restored since users left it', async () => {
    const message = await breachesOf(1, {
      also: [
        [50, (world) => world.event('london', 'restored', 'long ago')],
        [180, (world) => world.event('london', 'powered-on')],
        [190, (world) => world.event('london', 'booted')],
        [195, (world) => world.zone({ claim: claimOf(2, 'moved'), target: ADDRESSES.london })],
      ],
    });
    expect(message).toEqual([
      `${NAME} was moved to london, which was not restored after users were moved away from it`,
    ]);
  });

  test('a move by the world is its own affair', async () => {
    const message = await breachesOf(1, { also: [[195, (world) => world.zone({ target: '127.0.9.9', by: 'world' })]] });
    expect(message).toEqual([]);
  });
});

describe('no old epoch after a newer one', () => {
  test('a claim with an older epoch after a newer one is a breach', async () => {
    const message = await breachesOf(3, {
      also: [
        [150, (world) => world.zone({ claim: claimOf(2, 'claimed', 'newer') })],
        [158, (world) => world.zone({ claim: claimOf(3, 'claimed', 'newest') })],
      ],
      leaveOut: ['claim', 'move'],
    });
    expect(message).toEqual([]);
    expect(
      await breachesOf(3, {
        also: [[150, (world) => world.zone({ claim: claimOf(2, 'claimed', 'newer') })]],
        leaveOut: ['move'],
      }),
    ).toEqual([`epoch 1 wrote at _twinbox.${NAME} after epoch 2`]);
  });

  test('a newer claim that the world wrote counts as well', async () => {
    const message = await breachesOf(3, {
      also: [[150, (world) => world.zone({ claim: claimOf(2, 'claimed', 'newer'), by: 'world' })]],
    });
    expect(message).toEqual(Array(2).fill(`epoch 1 wrote at _twinbox.${NAME} after epoch 2`));
  });

  test('a claim without an epoch is a breach', async () => {
    const message = await breachesOf(3, { also: [[150, (world) => world.zone({ claim: 'mine' })]] });
    expect(message).toEqual(['the claim ""mine"" has no epoch']);
  });

  test('a move without a claim is a breach', async () => {
    const message = await breachesOf(3, { instead: { move: (world) => world.zone({ target: ADDRESSES.dublin }) } });
    expect(message).toEqual([`${NAME} was moved to dublin without a claim and therefore without an epoch`]);
  });

  test('one epoch used by two recoveries is a breach', async () => {
    const message = await breachesOf(3, {
      also: [[180, (world) => world.zone({ claim: claimOf(1, 'claimed', 'other') })]],
    });
    expect(message).toEqual(['epoch 1 was used by 20260101T000210Z-12345678 and by other']);
  });

  test('a record that falls back to an older epoch is a breach', async () => {
    const message = await breachesOf(3, { also: [[180, (world) => world.put('pairs/support.json', { epoch: 0 })]] });
    expect(message).toEqual(['the record was written under epoch 0 after epoch 1']);
  });
});
