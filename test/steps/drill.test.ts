// Drills in memory, run by the phase table: what they rehearse, what they do not change, what is refused, and what they
// leave.
import { failure } from '../../functions/domain/failure/failure.ts';
import type { Report } from '../../functions/domain/report/report.ts';
import { DUBLIN, type House, LONDON, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const DRILL = { pair: 'support', kind: 'drill' };
const BACKUP = '20261122T200000Z-a1b2c3d4';
const PROBES = ['Begin', 'Confirm', 'Prepare'];
const REHEARSAL = [...PROBES, 'ConfirmDrill', 'UploadBackup', 'AwaitRestore', 'CheckStandby', 'Finish'];

const quiet = (): House => onePair({}, { quiet: 'isolated' });
const drill = (house: House, name = 'person-0a1b2c3d', before?: (state: string) => unknown) =>
  walk(house, DRILL, { name, before: (state) => before?.(state) as undefined });
const reportsOf = ({ stores }: House) => [...stores.reports.reports.values()] as readonly Report[];
const applianceOf = ({ world }: House, name: string) => {
  const appliance = world.appliances[name];
  if (!appliance) throw new Error(`no ${name}`);
  return appliance;
};

test('restores the newest backup to the standby and checks it; users, power and names do not change', async () => {
  const house = quiet();
  const { path, end } = await drill(house);
  expect(path).toEqual(REHEARSAL);
  expect(end).toBe('SUCCEEDED');
  expect(house.world.deeds).toEqual([`restore ${BACKUP} to dublin under epoch 1`]);
  expect(house.world.zone[NAME]).toEqual({ name: NAME, addresses: [LONDON], ttlSeconds: 30 });
  expect(applianceOf(house, 'london')).toMatchObject({ power: 'on', restoredBackup: 'own of london' });
  expect(applianceOf(house, 'dublin')).toMatchObject({ restoredBackup: BACKUP, accounts: 'london' });
});

test('leaves a proof in the backup store, the record, the report and the notification', async () => {
  const house = quiet();
  await drill(house);
  const proof = {
    backupId: BACKUP,
    sha256: 'a'.repeat(64),
    appliance: 'dublin',
    recoveryId: '20261122T201503Z-0a1b2c3d',
    at: expect.stringMatching(/^2026-11-22T20:1/),
    how: [
      'the restore method reported: restore started',
      'the appliance went down and came back',
      'the appliance accepts the accounts in the backup, which it did not before',
    ],
  };
  expect([...house.stores.proofs.proofs]).toEqual([[`proofs/support/${BACKUP}.json`, { pair: 'support', ...proof }]]);
  const record = house.stores.records.now(house.pair);
  expect(record).toMatchObject({
    primary: 'london',
    restoredBackup: { dublin: { backupId: BACKUP } },
    credentialsOf: { dublin: 'london' },
    lastRecovery: { kind: 'drill', outcome: 'rehearsed' },
    lastProof: proof,
  });
  expect(record.lease).toBeUndefined();
  expect(record.quarantined).toBeUndefined();
  expect(reportsOf(house)).toMatchObject([
    { kind: 'drill', outcome: 'rehearsed', usersMoved: false, lastProof: proof },
  ]);
  const [{ subject, body } = { subject: '', body: '' }] = house.stores.messages.messages;
  expect(subject).toBe('support: drill passed: dublin was restored and checked');
  expect(body).toContain('Users and london were not affected. dublin remains the standby');
  expect(body).toContain('What callers should do: Nothing.');
  expect(body).toContain(`Last proven restore point: ${BACKUP}, restored to dublin and checked at`);
});

test('a dry run goes up to Prepare and changes nothing', async () => {
  const house = quiet();
  const { path } = await walk(house, { ...DRILL, dryRun: true });
  expect(path).toEqual([...PROBES, 'Finish']);
  expect(house.world.deeds).toEqual([]);
  expect(house.stores.messages.messages[0]?.subject).toBe(
    'support: dry run of a drill to dublin: nothing failed, 21 not checked',
  );
});

test('a backup that is carried and proven is not restored again, and the notification says so', async () => {
  const house = quiet();
  await drill(house);
  house.clock.pass(600);
  const { end } = await drill(house, 'person-00000002');
  expect(end).toBe('SUCCEEDED');
  expect(house.world.deeds).toHaveLength(1);
  expect(house.stores.proofs.proofs.size).toBe(1);
  expect(house.stores.messages.messages[1]?.subject).toBe(
    'support: drill passed: dublin already carries the newest backup',
  );
});

test('a backup that is carried without a proof is restored again', async () => {
  const house = quiet();
  await drill(house);
  house.stores.records.put(house.pair, ({ lastProof: _none, ...record }) => record);
  house.clock.pass(600);
  await drill(house, 'person-00000002');
  expect(house.world.deeds).toHaveLength(2);
});

test('a failover after it skips the upload, and the drill starts no cool-down', async () => {
  const house = quiet();
  await drill(house);
  house.clock.pass(60);
  applianceOf(house, 'london').probe = 'silent';
  const { path, end } = await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000002' });
  expect(end).toBe('SUCCEEDED');
  expect(path).not.toContain('AwaitRestore');
  expect(house.world.deeds.filter((deed) => deed.startsWith('restore'))).toHaveLength(1);
  expect(house.stores.records.now(house.pair).primary).toBe('dublin');
});

test.each(['FenceUnconfirmed', 'moved'])('a failover leaves the same proof whatever its outcome (%s)', async (end) => {
  const house = onePair();
  applianceOf(house, 'london').probe = 'silent';
  if (end !== 'moved') house.world.faults.power = failure('PowerUnreachable', 'no answer', 'Look at it.');
  await walk(house, {});
  expect([...house.stores.proofs.proofs.keys()]).toEqual([`proofs/support/${BACKUP}.json`]);
  expect(reportsOf(house)).toMatchObject([{ lastProof: { backupId: BACKUP } }]);
});

test('Halt writes a proof that could not be written, and operators are notified', async () => {
  const house = quiet();
  const { proofs } = house.tools;
  let tries = 0;
  const write: typeof proofs.write = (...proof) => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('S3 is away')) : proofs.write(...proof);
  };
  Object.assign(house.tools, { proofs: { write } });
  const { end, state } = await drill(house);
  expect(end).toBe('FAILED');
  expect(state.halt).toMatchObject({ reason: 'NotPublished', message: 'the proof could not be written: S3 is away' });
  expect([...proofs.proofs.keys()]).toEqual([`proofs/support/${BACKUP}.json`]);
  expect(house.stores.records.now(house.pair)).toMatchObject({ lastRecovery: { outcome: 'rehearsed' } });
});

describe('refused by name, with nothing changed', () => {
  const blocked = async (house: House): Promise<string> => {
    const { path } = await drill(house);
    expect(path).toEqual(['Begin']);
    expect(house.world.deeds).toEqual([]);
    const [{ subject, body } = { subject: '', body: '' }] = house.stores.messages.messages;
    expect(reportsOf(house)).toMatchObject([{ kind: 'drill', outcome: 'ended' }]);
    return `${subject}\n${body}`;
  };

  test('where the settings do not say why a restored standby is harmless', async () => {
    const message = await blocked(onePair());
    expect(message).toMatch(/^support: no drill was started: not-quiet\n/);
    expect(message).toContain('Set standby.quiet and deploy');
    expect(message).toContain('attested if you know that it does no harm');
  });

  test('where the pair is only observed', async () => {
    const message = await blocked(onePair({ automation: 'observe' }, { quiet: 'attested' }));
    expect(message).toMatch(/^support: no drill was started: observing\n/);
    expect(message).toContain('Set policy.automation to ask or act');
  });

  test('where the standby is quarantined', async () => {
    const house = quiet();
    const since = '2026-11-22T20:00:00.000Z';
    house.stores.records.put(house.pair, (record) => ({
      ...record,
      quarantined: { appliance: 'dublin', recoveryId: 'r1', since, reason: 'it alone holds its last hour' },
    }));
    const message = await blocked(house);
    expect(message).toMatch(/^support: no drill was started: quarantined\n/);
    expect(message).toContain('a drill of support would restore over dublin');
  });

  test('while a hold is open, even for a person', async () => {
    const house = quiet();
    applianceOf(house, 'london').probe = 'silent';
    house.world.faults.power = failure('PowerUnreachable', 'no answer', 'Look at it.');
    await walk(house, {}, { name: 'alarm-00000001' });
    house.clock.pass(60);
    applianceOf(house, 'london').probe = 'healthy';
    const { path } = await drill(house);
    expect(path).toEqual(['Begin']);
    expect(house.stores.messages.messages.at(-1)?.subject).toBe('support: no drill was started: held');
  });

  test('while it is paused', async () => {
    const house = quiet();
    const pause = { reason: 'patch day', until: '2026-11-23T00:00:00.000Z' };
    house.stores.records.put(house.pair, (record) => ({ ...record, pause }));
    expect(await blocked(house)).toMatch(/^support: no drill was started: paused\n/);
  });
});

describe('a primary that is not healthy ends a drill by name, without a hold', () => {
  const ended = ({ stores, pair, world }: House) => {
    const record = stores.records.now(pair);
    expect(record.hold).toBeUndefined();
    expect(record.lease).toBeUndefined();
    expect(world.deeds).toEqual([]);
    expect(stores.metrics.points).toEqual([]);
    expect(stores.messages.messages.map(({ subject }) => subject)).toEqual(['support drill failed: PrimaryNotHealthy']);
  };

  test.each(['silent', 'unhealthy', 'untrusted', 'throttled'] as const)('at the first probe: %s', async (probe) => {
    const house = quiet();
    applianceOf(house, 'london').probe = probe;
    const { path, state } = await drill(house);
    expect(path).toEqual(['Begin', 'Confirm', 'Halt']);
    expect(state.halt).toMatchObject({ reason: 'PrimaryNotHealthy' });
    ended(house);
  });

  test('where the service does not answer under its name, though the primary is healthy', async () => {
    const house = quiet();
    house.world.zone[NAME] = { name: NAME, addresses: ['192.0.2.99'] };
    const { state } = await drill(house);
    expect(state.halt).toMatchObject({ reason: 'PrimaryNotHealthy', message: expect.stringContaining('ServiceDown') });
    ended(house);
  });

  test('at the third probe of Confirm and the two after it', async () => {
    const house = quiet();
    let probes = 0;
    await drill(house, 'person-0a1b2c3d', (state) => {
      if (state === 'Confirm') probes += 1;
      if (probes === 3) applianceOf(house, 'london').probe = 'unhealthy';
    });
    expect(probes).toBe(5);
    ended(house);
  });

  test('but after one lost probe it probes again, and the row starts again', async () => {
    const house = quiet();
    let probes = 0;
    const { path } = await drill(house, 'person-0a1b2c3d', (state) => {
      if (state === 'Confirm') probes += 1;
      applianceOf(house, 'london').probe = probes === 3 && state === 'Confirm' ? 'silent' : 'healthy';
    });
    expect(path).toEqual(REHEARSAL);
    expect(probes).toBe(6);
  });

  test('right before the upload', async () => {
    const house = quiet();
    const { path } = await drill(house, 'person-0a1b2c3d', (state) => {
      if (state === 'ConfirmDrill') applianceOf(house, 'london').probe = 'silent';
    });
    expect(path).toEqual([...PROBES, 'ConfirmDrill', 'Halt']);
    ended(house);
  });
});

test('a name that somebody pointed at the standby after Prepare read the zone stops the restore', async () => {
  const house = quiet();
  const { path, state } = await drill(house, 'person-0a1b2c3d', (at) => {
    if (at === 'ConfirmDrill') house.world.zone[NAME] = { name: NAME, addresses: [DUBLIN] };
  });
  expect(path).toEqual([...PROBES, 'ConfirmDrill', 'Halt']);
  expect(state.halt).toMatchObject({
    reason: 'DnsRecordUnfit',
    message: expect.stringContaining('users may be on dublin'),
  });
  expect(house.world.deeds).toEqual([]);
});

test('a name that cannot be resolved right before the upload stops the upload', async () => {
  const house = quiet();
  Object.assign(house.tools, { names: { addresses: () => Promise.reject(new Error('no server answers')) } });
  const { state } = await drill(house);
  expect(state.halt).toMatchObject({ reason: 'PhaseTimedOut', message: expect.stringContaining('no server answers') });
  expect(house.world.deeds).toEqual([]);
});

test('a primary that dies while the standby is away does not change the end of the drill', async () => {
  const house = quiet();
  const { path, end } = await drill(house, 'person-0a1b2c3d', (state) => {
    if (state === 'AwaitRestore') applianceOf(house, 'london').probe = 'silent';
  });
  expect(path).toEqual(REHEARSAL);
  expect(end).toBe('SUCCEEDED');
});

test('an unproven restore fails the drill without proof or hold: the next outage starts a recovery at once', async () => {
  const house = quiet();
  house.world.faults.ignoresRestore = true;
  const { end, state } = await drill(house);
  expect(end).toBe('FAILED');
  expect(state.halt).toMatchObject({ reason: 'RestoreUnproven' });
  expect(house.stores.proofs.proofs.size).toBe(0);
  const record = house.stores.records.now(house.pair);
  expect(record).toMatchObject({
    restoredBackup: { dublin: { backupId: 'unknown' } },
    lastRecovery: { outcome: 'halted' },
  });
  expect(record.hold).toBeUndefined();
  expect(house.stores.messages.messages[0]?.subject).toBe('support drill failed: RestoreUnproven');
  expect(house.stores.messages.messages[0]?.body).toContain('Users were not affected');

  house.world.faults.ignoresRestore = false;
  house.clock.pass(60);
  applianceOf(house, 'london').probe = 'silent';
  expect((await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000002' })).end).toBe('SUCCEEDED');
});

test('after a refused file the drill probes the primary again and tries the next older file', async () => {
  const house = quiet();
  house.world.faults.refuses = [BACKUP];
  const { path, end } = await drill(house);
  expect(end).toBe('SUCCEEDED');
  expect(path.slice(0, 8)).toEqual([
    ...PROBES,
    'ConfirmDrill',
    'UploadBackup',
    'Prepare',
    'ConfirmDrill',
    'UploadBackup',
  ]);
  expect([...house.stores.proofs.proofs.keys()]).toEqual(['proofs/support/20261122T190000Z-a1b2c3d4.json']);
  const probes = house.stores.journal.entries.filter(
    ({ state, event }) => state === 'ConfirmDrill' && event === 'outcome',
  );
  expect(probes.map(({ outcome }) => outcome)).toEqual(['again', 'healthy', 'again', 'healthy']);
});
