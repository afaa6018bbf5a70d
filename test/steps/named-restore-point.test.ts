// A person names the restore point of a recovery, with name and reason: Twinbox restores that one or none, and tells
// beforehand what it loses.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { backupAt, type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const SIGNED = { by: 'kim', reason: 'the newest ones hold the mistake of noon' } as const;
const ids = { old: backupAt('1000').backupId, middle: backupAt('1900').backupId, newest: backupAt('2000').backupId };

const shelve = ({ stores }: House, ...manifests: readonly BackupManifest[]): void => {
  stores.backups.manifests.splice(0, stores.backups.manifests.length, ...manifests);
};
const houseWith = (...manifests: readonly BackupManifest[]): House => {
  const house = onePair({}, { quiet: 'isolated' });
  shelve(house, ...manifests);
  return house;
};
const three = (): House => houseWith(backupAt('1000'), backupAt('1900'), backupAt('2000'));
const named = (restorePoint: object, more: object = {}) => ({ ...SIGNED, restorePoint, ...more });
const untouched = (house: House): void => {
  expect(house.world.deeds).toEqual([]);
  expect(house.world.appliances.dublin?.restoredBackup).toBe('own of dublin');
};
const reportIn = ({ stores }: House) => [...stores.reports.reports.values()].at(-1) as Record<string, unknown>;

test('a failover restores the named backup, and tells what is lost before and after', async () => {
  const house = three();
  kill(house);
  const walked = await walk(house, named({ id: ids.old }));
  expect(walked.end).toBe('SUCCEEDED');
  expect(house.world.appliances.dublin?.restoredBackup).toBe(ids.old);
  const before = house.stores.messages.progress.map(({ body }) => body);
  expect(before[0]).toContain(`restores the backup ${ids.old}, named by kim (${SIGNED.reason})`);
  const told = before.find((body) => body.includes('What is lost'));
  expect(told).toContain('newer backups passed over: 2');
  expect(told).toMatch(/loses all changes of the \d+ h after it/);
  expect(reportIn(house)).toMatchObject({
    named: { id: ids.old, ...SIGNED },
    loss: { backupId: ids.old, newerPassedOver: 2 },
  });
  const body = house.stores.messages.messages.at(-1)?.body;
  expect(body).toContain(`the backup ${ids.old}, named by kim`);
  expect(body).toContain('Newer backups passed over: 2');
  expect([...house.stores.reports.pages.values()].at(-1)).toContain('named by kim');
});

test('before a time: the newest eligible one captured before it, and a damaged one is followed by the next older', async () => {
  const before = '2026-11-22T20:00:00.000Z';
  const house = three();
  kill(house);
  await walk(house, named({ before }));
  expect(house.world.appliances.dublin?.restoredBackup).toBe(ids.middle);
  const damaged = three();
  damaged.stores.backups.damaged.add(ids.middle);
  kill(damaged);
  await walk(damaged, named({ before }));
  expect(damaged.world.appliances.dublin?.restoredBackup).toBe(ids.old);
});

test('a dry run tells the loss and changes nothing', async () => {
  const house = three();
  const walked = await walk(house, named({ id: ids.old }, { dryRun: true }));
  expect(walked.end).toBe('SUCCEEDED');
  expect(house.stores.messages.messages.at(-1)?.body).toMatch(/loses all changes of the .* after it; newer .*: 2/);
  untouched(house);
});

test('the status names it and its loss while the recovery runs', async () => {
  const house = three();
  kill(house);
  const before = (state: string) => (state === 'UploadBackup' ? ('stop' as const) : undefined);
  await walk(house, named({ id: ids.old }), { before });
  const { state } = await walk(house, { kind: 'status' }, { name: 'person-status' });
  const lines = state.operate?.evidence.join('\n');
  expect(lines).toContain(`it restores the backup ${ids.old}, named by kim`);
  expect(lines).toContain('newer backups passed over: 2');
});

test('a drill restores the named backup as well', async () => {
  const house = three();
  const walked = await walk(house, named({ id: ids.middle }, { kind: 'drill' }));
  expect(walked.end).toBe('SUCCEEDED');
  expect(house.world.appliances.dublin?.restoredBackup).toBe(ids.middle);
});

test('a suspect one is restored where it is named by its id, and never by a time alone', async () => {
  const suspect = backupAt('1900', { suspect: 'shrunken: 3 bytes', suspicions: ['shrunken'] });
  const house = houseWith(backupAt('1000'), suspect, backupAt('2000'));
  kill(house);
  await walk(house, named({ id: ids.middle }));
  expect(house.world.appliances.dublin?.restoredBackup).toBe(ids.middle);
  expect(house.stores.records.now(house.pair).trusted).toBeUndefined();
  const other = houseWith(backupAt('1000'), suspect, backupAt('2000'));
  kill(other);
  await walk(other, named({ before: '2026-11-22T19:30:00Z' }));
  expect(other.world.appliances.dublin?.restoredBackup).toBe(ids.old);
});

describe('a named one is refused with its reason before anything is touched', () => {
  const distrusted = {
    distrusted: [{ backupId: ids.middle, by: 'ada', reason: 'encrypted', at: '2026-11-22T21:00:00.000Z' }],
  };

  test.each<readonly [string, () => House, string]>([
    ['it does not exist', () => houseWith(backupAt('2000')), 'has no backup of support with that id'],
    [
      'it does not fit the version of the standby',
      () => houseWith(backupAt('1900', { version: '25.2.0' }), backupAt('2000')),
      'made by version 25.2.0, the standby dublin runs 25.1.2',
    ],
    [
      'its bytes are damaged',
      () => {
        const house = three();
        house.stores.backups.damaged.add(ids.middle);
        return house;
      },
      'damaged: ',
    ],
    [
      'it is distrusted',
      () => {
        const house = three();
        house.stores.records.put(house.pair, (record) => ({ ...record, ...distrusted }));
        return house;
      },
      'distrusted by ada at 2026-11-22T21:00:00.000Z (encrypted)',
    ],
    [
      'the appliance to be overwritten has been the primary since',
      () => houseWith(backupAt('1900'), backupAt('1930', { appliance: 'dublin' }), backupAt('2000')),
      'dublin has been the primary since',
    ],
    [
      'it is of another appliance',
      () => houseWith(backupAt('1900', { appliance: 'oslo' }), backupAt('2000')),
      'captured from oslo',
    ],
  ])('%s', async (_what, arrange, reason) => {
    const house = arrange();
    kill(house);
    const walked = await walk(house, named({ id: ids.middle }));
    expect(walked.state.halt).toMatchObject({
      reason: 'RestorePointRefused',
      message: expect.stringContaining(reason),
    });
    untouched(house);
  });

  test('also behind more than twenty newer ones', async () => {
    const newer = Array.from({ length: 40 }, (_, index) => backupAt(`20${String(index).padStart(2, '0')}`));
    const house = houseWith(backupAt('1900', { version: '25.2.0' }), ...newer);
    kill(house);
    const { state } = await walk(house, named({ id: ids.middle }));
    expect(state.halt?.message).toContain('made by version 25.2.0');
    const good = houseWith(backupAt('1900'), ...newer);
    kill(good);
    await walk(good, named({ id: ids.middle }));
    expect(reportIn(good)).toMatchObject({ loss: { newerPassedOver: 40 } });
  });

  test('a distrusted one again once it is trusted', async () => {
    const house = three();
    house.stores.records.put(house.pair, (record) => ({ ...record, ...distrusted }));
    await walk(house, { kind: 'trust', backup: ids.middle, by: 'ada', reason: 'wrong one' }, { name: 'person-trust' });
    kill(house);
    await walk(house, named({ id: ids.middle }));
    expect(house.world.appliances.dublin?.restoredBackup).toBe(ids.middle);
  });
});

test('a file that the standby refuses is not replaced by another one', async () => {
  const house = three();
  kill(house);
  house.world.faults.refuses = [ids.middle];
  const { state } = await walk(house, named({ id: ids.middle }));
  expect(state.halt?.reason).toBe('RestorePointRefused');
  expect(house.world.deeds.filter((deed) => deed.startsWith('restore'))).toHaveLength(1);
});

test('its hold continues with the same restore point, and no automatic start restores another one meanwhile', async () => {
  const house = three();
  house.stores.backups.damaged.add(ids.middle);
  kill(house);
  await walk(house, named({ id: ids.middle }));
  const { hold } = house.stores.records.now(house.pair);
  expect(hold?.resumeInput).toEqual({
    pair: 'support',
    kind: 'failover',
    restorePoint: { id: ids.middle },
    ...SIGNED,
  });
  expect(hold?.lapsesAt).toBeUndefined();
  const again = await walk(house, { trigger: 'alarm' }, { name: 'alarm-again' });
  expect(again.state.begin?.outcome).toBe('ended');
  untouched(house);
});

test('a recovery that was stopped from outside keeps it too', async () => {
  const house = three();
  kill(house);
  const before = (state: string) => (state === 'CheckStandby' ? ('stop' as const) : undefined);
  await walk(house, named({ id: ids.old }), { before });
  house.clock.pass(1_200);
  await walk(house, {}, { name: 'person-next' });
  const resumed = house.stores.messages.messages.map(({ body }) => body).join('\n');
  expect(resumed).toContain(`"restorePoint":{"id":"${ids.old}"}`);
});

test.each<readonly [string, object, string]>([
  ['without a name', { restorePoint: { id: ids.old }, reason: 'x y z' }, 'by is missing: restorePoint requires it'],
  ['without a reason', { restorePoint: { id: ids.old }, by: 'kim' }, 'reason is missing: restorePoint requires it'],
  [
    'with both',
    { ...SIGNED, restorePoint: { id: ids.old, before: '2026-11-22T20:00:00Z' } },
    'give either id or before',
  ],
  ['with neither', { ...SIGNED, restorePoint: {} }, 'give either id or before'],
  [
    'with a time that is none',
    { ...SIGNED, restorePoint: { before: 'yesterday' } },
    'restorePoint.before must be a time',
  ],
  ['with a time in the future', { ...SIGNED, restorePoint: { before: '2027-01-01T00:00:00Z' } }, 'a time in the past'],
  ['signed for nothing', { ...SIGNED }, 'by belongs to restorePoint, which is missing'],
])('%s it is wrong input', async (_what, input, message) => {
  const house = three();
  kill(house);
  const { state } = await walk(house, input);
  expect(JSON.stringify(state)).toContain(message);
  untouched(house);
});
