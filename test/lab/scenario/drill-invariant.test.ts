// Invariant 10 in made-up worlds: what a drill must leave alone, and what a proof must rest on.
import { checkInvariants } from '../../../lab/scenario/invariants/all-invariants.ts';
import { ADDRESSES, at, type FabricatedWorld, fabricateWorld, hashOf, isoAt } from './fabricated-world.ts';

const ARN = 'arn:aws:states:eu-central-1:000000000000:execution:Twinbox:run-drill001';
const CONTENT = 'configuration of london';
const PROOF = 'proofs/support/b1.json';

interface Notified {
  /** Happens in the middle of the drill. */
  readonly meanwhile?: (world: FabricatedWorld) => unknown;
  /** Left out: the drill has the lease. */
  readonly lease?: object;
  readonly proof?: Readonly<Record<string, unknown>>;
}

/** A drill from second 100 to 200 that restores to dublin, and what the tenth invariant says of it. */
const breachesOf = async ({
  meanwhile,
  lease = { lease: { owner: ARN } },
  proof = {},
}: Notified): Promise<readonly string[]> => {
  await using world = await fabricateWorld();
  world.now(60);
  await world.backup('london', CONTENT);
  world.now(100);
  await world.put('pairs/support.json', { epoch: 1, ...lease });
  world.now(130);
  world.event('dublin', 'signed-in');
  world.event('dublin', 'restore-begun', hashOf(CONTENT));
  world.now(150);
  world.event('dublin', 'restored', hashOf(CONTENT));
  world.now(160);
  await meanwhile?.(world);
  world.now(190);
  await world.put('pairs/support.json', { epoch: 1 });
  await world.put(PROOF, { appliance: 'dublin', sha256: hashOf(CONTENT), at: isoAt(180), ...proof });
  world.executions.push({
    ...{ executionArn: ARN, name: 'run-drill001', status: 'SUCCEEDED', input: '{"kind":"drill"}', output: '{}' },
    ...{ startMs: at(100), stopMs: at(200) },
  });
  world.now(210);
  const breaches = await checkInvariants(world.view());
  return breaches.filter(({ invariant }) => invariant === 10).map(({ message }) => message);
};

test('a drill that restores to the standby and leaves its proof breaks nothing', async () => {
  expect(await breachesOf({})).toEqual([]);
});

test('any command to power is a breach, of the standby as well', async () => {
  const meanwhile = (world: FabricatedWorld) => {
    world.command('london', 'ForceOff');
    world.command('dublin', 'On');
  };
  expect(await breachesOf({ meanwhile })).toEqual([
    'london got ForceOff during a drill',
    'dublin got On during a drill',
  ]);
});

test('any change of the zone is a breach, a claim as well; the change of a person is none', async () => {
  const claim = 'twinbox=1 epoch=1 stage=claimed target=dublin recovery=r';
  expect(
    await breachesOf({ meanwhile: (world) => world.zone({ claim, by: 'Twinbox-support-claim-traffic' }) }),
  ).toEqual(['Twinbox-support-claim-traffic changed the zone during a drill']);
  expect(await breachesOf({ meanwhile: (world) => world.zone({ target: ADDRESSES.dublin }) })).toEqual([
    'Twinbox-support-move-traffic changed the zone during a drill',
  ]);
  expect(await breachesOf({ meanwhile: (world) => world.zone({ target: ADDRESSES.london, by: 'world' }) })).toEqual([]);
});

test.each(['restore-begun', 'restore-refused', 'signed-in', 'sign-in-refused'] as const)(
  'the appliance that serves is left alone: %s',
  async (kind) => {
    expect(await breachesOf({ meanwhile: (world) => world.event('london', kind) })).toEqual([
      `london had the event ${kind} during a drill, while DNS pointed at it`,
    ]);
  },
);

test('which appliance serves is read from the zone', async () => {
  const meanwhile = (world: FabricatedWorld) => {
    world.zone({ target: ADDRESSES.dublin, by: 'world' });
    world.now(170);
    world.event('dublin', 'restore-begun');
  };
  expect(await breachesOf({ meanwhile })).toEqual([
    `dublin had the event restore-begun during a drill, while DNS pointed at it`,
  ]);
});

test('a drill that never had the lease cannot have done it', async () => {
  expect(await breachesOf({ lease: {}, meanwhile: (world) => world.command('london', 'ForceOff') })).toEqual([]);
});

test.each([
  ['of bytes that the appliance never got', { sha256: hashOf('something else') }],
  ['on another appliance', { appliance: 'london' }],
  ['from before the restore had come to its end', { at: isoAt(149) }],
])('a proof %s is a breach', async (_what, proof) => {
  const appliance = 'appliance' in proof ? 'london' : 'dublin';
  expect(await breachesOf({ proof })).toEqual([`${PROOF} describes a restore that ${appliance} had not completed`]);
});
