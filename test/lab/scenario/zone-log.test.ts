// How the zone's change log is read: moves, claims, and whose they are.
import { byProduct, claimsOf, movesOf, zoneLogOf } from '../../../lab/scenario/view/zone-log.ts';
import { ADDRESSES, at, fabricateWorld, NAME } from './fabricated-world.ts';

test('a move names the appliance, or whatever the record holds where that is not one of the two', async () => {
  await using world = await fabricateWorld();
  world.now(10);
  world.zone({ target: ADDRESSES.dublin });
  world.zone({ target: '127.0.9.9', by: 'somebody' });
  const record = { name: NAME, type: 'A', ttlSeconds: 5, values: Object.values(ADDRESSES) };
  world.cloud.route53.putRecord('ZLABTEST000001', record);
  expect(movesOf(world.view())).toEqual([
    { atMs: at(0), principal: 'world', name: NAME, target: 'london' },
    { atMs: at(10), principal: 'Twinbox-support-move-traffic', name: NAME, target: 'dublin' },
    { atMs: at(10), principal: 'somebody', name: NAME, target: '127.0.9.9' },
    { atMs: at(10), principal: 'world', name: NAME, target: '127.0.1.10 and 127.0.2.10' },
  ]);
});

test('deletions and other names are no moves', async () => {
  await using world = await fabricateWorld();
  world.cloud.route53.putRecord('ZLABTEST000001', {
    name: 'other.lab.test',
    type: 'A',
    ttlSeconds: 5,
    values: ['127.0.9.9'],
  });
  const record = { name: `${NAME}.`, type: 'A', ttlSeconds: 5, values: [ADDRESSES.london] };
  world.cloud.route53.change('ZLABTEST000001', [{ action: 'DELETE', record }], 'Twinbox-support-fence');
  expect(movesOf(world.view())).toHaveLength(1);
  expect(zoneLogOf(world.view())).toHaveLength(3);
});

test('a claim tells its epoch and its recovery; what does not is kept with neither', async () => {
  await using world = await fabricateWorld();
  world.zone({ claim: 'twinbox=1 epoch=7 stage=claimed target=dublin recovery=r-1' });
  world.zone({ claim: 'subepoch=9 of somebody else', by: 'world' });
  const claims = claimsOf(world.view());
  expect(claims).toMatchObject([
    { name: `_twinbox.${NAME}`, epoch: 7, recovery: 'r-1' },
    { epoch: Number.NaN, recovery: '' },
  ]);
  expect(byProduct(claims)).toHaveLength(1);
});
