// The inspector: what it reads, publishes and keeps, and which appliances it does not query.
import { inspect } from '../../functions/steps/monitor/inspect.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const newest = (house: House): Readonly<Record<string, number>> =>
  Object.fromEntries(house.stores.metrics.points.map(({ name, value }) => [name, value]));
const run = (house: House) => inspect(house.tools)();
const kept = (house: House) => house.stores.inspections.kept.get('support');

/** Which appliances were queried over their API. */
const noting = (house: House): string[] => {
  const asked: string[] = [];
  const { apiOf } = house.tools;
  house.tools.apiOf = (settings, appliance, credentialsOf) => {
    asked.push(appliance);
    return apiOf(settings, appliance, credentialsOf);
  };
  return asked;
};

test('publishes its metrics per pair and keeps what it found', async () => {
  const house = onePair();
  const { evidence } = await run(house);
  expect(evidence).toEqual([
    expect.stringMatching(/^support: no problem found in what was checked; not checked: a restore to dublin/),
  ]);
  expect(newest(house)).toEqual({
    StandbyUnfit: 0,
    OutOfParity: 0,
    ReadBackFailed: 0,
    CertificateDays: expect.any(Number),
    NotReady: 0,
  });
  expect(kept(house)).toMatchObject({
    primary: 'london',
    standby: 'dublin',
    standbyFindings: [],
    at: house.clock.iso(),
  });
});

test('reports and publishes that the newest backup was read back as damaged', async () => {
  const house = onePair();
  const [, newestBackup] = house.stores.backups.manifests;
  await house.stores.readBacks.write('support', {
    backupId: newestBackup?.backupId ?? '',
    at: house.clock.iso(),
    intact: false,
    reason: 'the SHA-256 differs',
  });
  const { evidence } = await run(house);
  expect(evidence).toEqual([
    expect.stringContaining('BackupDamaged: the backup 20261122T200000Z-a1b2c3d4 was read back at'),
  ]);
  expect(newest(house)).toMatchObject({ StandbyUnfit: 0, ReadBackFailed: 1 });
});

test('publishes nothing about a read-back that it cannot read', async () => {
  const house = onePair();
  house.tools.readBacks = { ...house.tools.readBacks, read: () => Promise.reject(new Error('S3 is away')) };
  await run(house);
  expect(Object.keys(newest(house))).not.toContain('ReadBackFailed');
  expect(newest(house)).toMatchObject({ StandbyUnfit: 0 });
});

test('reports and publishes what is wrong with the standby', async () => {
  const house = onePair();
  kill(house, 'dublin');
  const { evidence } = await run(house);
  expect(evidence[0]).toContain('support: ApplianceUnreachable: dublin: dublin is silent');
  expect(newest(house)).toMatchObject({ StandbyUnfit: 1 });
  expect(house.stores.metrics.points.map(({ name }) => name)).not.toContain('OutOfParity');
});

test('queries each appliance with the accounts that it accepts now', async () => {
  const house = onePair();
  const { dublin } = house.world.appliances;
  if (dublin) Object.assign(dublin, { accounts: 'london', secretVersion: 'first of london' });
  expect((await run(house)).evidence[0]).toContain('CredentialsRefused');
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    credentialsOf: { ...record.credentialsOf, dublin: 'london' },
  }));
  expect((await run(house)).evidence).toEqual([
    expect.stringMatching(/^support: no problem found in what was checked; not checked: a restore to dublin/),
  ]);
});

test('does not query the standby while a recovery has the lease, and repeats its last result', async () => {
  const house = onePair();
  await run(house);
  kill(house);
  await walk(house, { trigger: 'alarm' }, { before: (state) => (state === 'AwaitRestore' ? 'stop' : undefined) });
  const asked = noting(house);
  await run(house);
  expect(asked).toEqual(['london']);
  expect(newest(house)).toMatchObject({ StandbyUnfit: 0 });
});

test('does not query a quarantined appliance, and reports that there is no standby', async () => {
  const house = onePair();
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
  const asked = noting(house);
  const { evidence } = await run(house);
  expect(asked).toEqual(['dublin']);
  expect(evidence[0]).toContain('Quarantined: london is quarantined');
  expect(newest(house)).toMatchObject({ StandbyUnfit: 1 });
});

test('continues while the pair is paused, because it only reads', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    pause: { reason: 'upgrade', until: '2030-01-01T00:00:00Z' },
  }));
  const asked = noting(house);
  await run(house);
  expect(asked.toSorted()).toEqual(['dublin', 'london']);
});

test('an appliance that cannot be queried does not affect the metrics of the other', async () => {
  const house = onePair();
  house.tools.backups = { ...house.tools.backups, strays: () => Promise.reject(new Error('the vault is away')) };
  await run(house);
  expect(newest(house)).toMatchObject({ StandbyUnfit: 0 });
  expect(kept(house)).not.toHaveProperty('restorePoint');
});

test('metrics are published even if the inspection cannot be stored, and that is a failure', async () => {
  const house = onePair();
  house.tools.inspections = { ...house.tools.inspections, write: () => Promise.reject(new Error('S3 is away')) };
  await expect(run(house)).rejects.toMatchObject({
    name: 'InspectFailed',
    message: expect.stringContaining('S3 is away'),
  });
  expect(newest(house)).toMatchObject({ StandbyUnfit: 0 });
});

test('status reports first whether the pair can fail over, then whether the standby could take over now', async () => {
  const house = onePair();
  await run(house);
  const { state } = await walk(house, { kind: 'status' }, { name: 'person-00000001' });
  expect(state.operate?.evidence[0]).toMatch(/^support can fail over to dublin: yes, as far as checked: /);
  expect(state.operate?.evidence[1]).toContain(
    'could dublin take over now: yes, as far as checked, with the backup 20261122T200000Z-a1b2c3d4',
  );
});

test('status works even if the inspection cannot be read', async () => {
  const house = onePair();
  house.tools.inspections = { ...house.tools.inspections, read: () => Promise.reject(new Error('S3 is away')) };
  const { state, end } = await walk(house, { kind: 'status' }, { name: 'person-00000001' });
  expect(end).toBe('SUCCEEDED');
  expect(state.operate?.evidence[0]).toContain('unknown: the standby answers and is not in a cluster: not checked');
  expect(state.operate?.evidence[1]).toContain('unknown, the inspection cannot be read: S3 is away');
});
