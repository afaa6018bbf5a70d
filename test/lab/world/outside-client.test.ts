// The user outside: sees the service through its name only, knows who served it, and keeps the log that decides how
// long it was away.
import { startAppliance } from '../../../lab/appliance/appliance.ts';
import { createCertificateAuthority } from '../../../lab/network/certificate-authority.ts';
import { startNameServers } from '../../../lab/world/dns-server.ts';
import { createOutsideClient } from '../../../lab/world/outside-client.ts';
import { type LabClock, scaledClock } from '../../../packages/local-cloud/base/clock.ts';

const SERVICE = 'support.example.test';

/** Two appliances on one port at two addresses, and a name that points at the first. */
const aWorld = async (clock: LabClock = scaledClock(10)) => {
  await using stack = new AsyncDisposableStack();
  const ca = await createCertificateAuthority();
  const accounts = { clientId: 'id', clientSecret: 'secret' };
  const common = { ca, clock, accounts, tlsNames: [SERVICE], backupBytes: 1000 };
  const london = stack.use(
    await startAppliance({ ...common, name: 'london', address: '127.0.0.1', port: 0, configuration: 'a <b> & "c"' }),
  );
  const dublin = stack.use(
    await startAppliance({
      ...common,
      name: 'dublin',
      address: '127.0.0.2',
      port: london.port,
      configuration: 'dublin’s',
    }),
  );
  let target = london.address;
  const names = stack.use(
    await startNameServers({
      servers: [{ name: 'ns-1', address: '127.0.0.1', port: 0 }],
      lookup: (name, type) => (name === SERVICE && type === 'A' ? { ttl: 30, values: [target] } : { inZone: true }),
      clock,
    }),
  );
  const [nameServer = { address: '', port: 0 }] = names.servers;
  const kept = stack.move();
  return {
    ...{ clock, ca, london, dublin, nameServer, port: london.port },
    pointAt: (address: string) => {
      target = address;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
};

test('a look at a good service tells which appliance served it and with what configuration', async () => {
  await using world = await aWorld();
  const client = createOutsideClient({ ...world, caPem: world.ca.caPem });
  const seen = await client.observe(SERVICE, world.port);
  expect(seen).toMatchObject({
    ok: true,
    status: 200,
    addresses: ['127.0.0.1'],
    appliance: 'london',
    configuration: 'a <b> & "c"',
  });
  expect(seen.doneAtMs).toBeGreaterThanOrEqual(seen.atMs);
});

test('a dead appliance, an unknown name, a stranger’s certificate and an appliance not in service are bad looks that say why', async () => {
  await using world = await aWorld();
  const client = createOutsideClient({ ...world, caPem: world.ca.caPem });
  const stranger = createOutsideClient({ ...world, caPem: (await createCertificateAuthority()).caPem });
  expect(await stranger.observe(SERVICE, world.port)).toMatchObject({
    ok: false,
    error: expect.stringMatching(/certificate|signature/i),
  });
  expect(await client.observe('nobody.example.test', world.port)).toMatchObject({
    ok: false,
    addresses: [],
    error: expect.any(String),
  });
  world.london.failureModes.role = 'backup';
  expect(await client.observe(SERVICE, world.port)).toMatchObject({ ok: false, status: 503, appliance: 'london' });
  world.london.die();
  expect(await client.observe(SERVICE, world.port)).toMatchObject({
    ok: false,
    error: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a watch finds the first good look after the outage, served by the other appliance', async () => {
  await using world = await aWorld();
  const { clock } = world;
  const client = createOutsideClient({ ...world, caPem: world.ca.caPem });
  await using watch = client.watchService(SERVICE, world.port, 200);
  await clock.sleep(1500);
  const deathMs = clock.nowMs();
  world.london.die();
  await clock.sleep(1500);
  expect(watch.firstGoodAfter(deathMs)).toBeUndefined();
  const movedMs = clock.nowMs();
  world.pointAt(world.dublin.address);
  await clock.sleep(1500);
  expect(watch.observations[0]).toMatchObject({ ok: true, appliance: 'london' });
  const first = watch.firstGoodAfter(deathMs);
  expect(first).toMatchObject({ appliance: 'dublin', addresses: ['127.0.0.2'] });
  expect(first?.doneAtMs).toBeGreaterThanOrEqual(movedMs);
  expect(watch.firstGoodAfter(0)).toMatchObject({ appliance: 'london' });
  expect(watch.firstGoodAfter(0, ({ appliance }) => appliance === 'dublin')).toEqual(first);
});

test('a client behind a caching resolver holds on to the old address for its TTL, another does not', async () => {
  const clock = scaledClock(1);
  let aheadMs = 0;
  await using world = await aWorld({ ...clock, nowMs: () => clock.nowMs() + aheadMs });
  const options = { ...world, caPem: world.ca.caPem };
  const caching = createOutsideClient({ ...options, honourTtl: true });
  const fresh = createOutsideClient(options);
  expect((await caching.observe(SERVICE, world.port)).appliance).toBe('london');
  world.pointAt(world.dublin.address);
  expect((await fresh.observe(SERVICE, world.port)).appliance).toBe('dublin');
  expect((await caching.observe(SERVICE, world.port)).appliance).toBe('london');
  aheadMs += 30_000;
  expect((await caching.observe(SERVICE, world.port)).appliance).toBe('dublin');
});

test('ending a watch does not wait for looks that hang', async () => {
  await using world = await aWorld();
  const client = createOutsideClient({ ...world, caPem: world.ca.caPem });
  world.london.die('black-hole');
  const beganMs = world.clock.nowMs();
  {
    await using watch = client.watchService(SERVICE, world.port, 100);
    await world.clock.sleep(1000);
    expect(watch.observations).toEqual([]);
  }
  // A probe that hangs takes ten seconds.
  expect(world.clock.nowMs() - beganMs).toBeLessThan(9_000);
});
