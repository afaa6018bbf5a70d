// The nightly read-back: what it reads, what it stores, and when it reads nothing.
import { readBack } from '../../functions/steps/capture/verify-backup.ts';
import { backupAt, type House, onePair } from '../doubles/one-pair.ts';

const NEWEST = backupAt('2000').backupId;
const night = (house: House) => readBack(house.tools)({ pair: 'support' }, () => 870_000);
const kept = (house: House) => house.stores.readBacks.read('support');
/** Backups whose bytes were read. */
const noting = (house: House): string[] => {
  const read: string[] = [];
  const { prove } = house.tools.backups;
  house.tools.backups = {
    ...house.tools.backups,
    prove: (manifest, signal) => {
      read.push(manifest.backupId);
      return prove(manifest, signal);
    },
  };
  return read;
};

test('reads the newest backup completely, once a night', async () => {
  const house = onePair();
  const read = noting(house);
  expect((await night(house)).evidence).toEqual([`${NEWEST} is intact: as the manifest says`]);
  expect(await kept(house)).toEqual({
    backupId: NEWEST,
    at: house.clock.iso(),
    intact: true,
    reason: 'as the manifest says',
  });
  for (let hour = 0; hour < 24; hour += 1) {
    house.clock.pass(3_600);
    await night(house);
  }
  expect(read).toEqual([NEWEST, NEWEST]);
});

test('reports damage, and reads the next backup as soon as there is one', async () => {
  const house = onePair();
  house.stores.backups.damaged.add(NEWEST);
  expect((await night(house)).evidence).toEqual([`${NEWEST} is damaged: the SHA-256 differs`]);
  expect(await kept(house)).toMatchObject({ backupId: NEWEST, intact: false });
  const read = noting(house);
  house.clock.pass(3_600);
  await night(house);
  expect(read).toEqual([]);
  house.stores.backups.manifests.push(backupAt('2100'));
  await night(house);
  expect(await kept(house)).toMatchObject({ backupId: backupAt('2100').backupId, intact: true });
});

test('reads nothing if there is no backup, and reports that', async () => {
  const house = onePair();
  house.stores.backups.manifests.length = 0;
  expect((await night(house)).evidence).toEqual(['the backup store holds no good backup of support']);
  expect(await kept(house)).toBeUndefined();
});

test('a read that breaks off is a failure and no verdict: the next hour reads again', async () => {
  const house = onePair();
  const { backups } = house.tools;
  house.tools.backups = { ...backups, prove: () => Promise.reject(new Error('socket hang up')) };
  await expect(night(house)).rejects.toMatchObject({
    name: 'ReadBackBroken',
    message: `${NEWEST} could not be read to the end: socket hang up`,
  });
  expect(await kept(house)).toBeUndefined();
  house.tools.backups = backups;
  await night(house);
  expect(await kept(house)).toMatchObject({ intact: true });
});

test('ends before its function ends', async () => {
  const house = onePair();
  const { backups } = house.tools;
  const hanging = (_manifest: unknown, signal?: AbortSignal) =>
    new Promise<never>((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  house.tools.backups = { ...backups, prove: hanging };
  await expect(readBack(house.tools)({ pair: 'support' }, () => 10_020)).rejects.toMatchObject({
    name: 'ReadBackBroken',
  });
});

test('requires the pair', async () => {
  await expect(readBack(onePair().tools)({}, () => 870_000)).rejects.toMatchObject({ name: 'WrongInput' });
});

describe('old backups', () => {
  const counting = (house: House) => {
    const pruned: string[] = [];
    const run = () =>
      readBack({ ...house.tools, prune: async ({ name }) => void pruned.push(name) })(
        { pair: 'support' },
        () => 870_000,
      );
    return { pruned, run };
  };

  test('are removed each hour while the newest one is known to be intact', async () => {
    const house = onePair();
    const { pruned, run } = counting(house);
    await run();
    house.clock.pass(3_600);
    await run();
    expect(pruned).toEqual(['support', 'support']);
  });

  test('stay while the newest one is damaged or missing', async () => {
    const house = onePair();
    house.stores.backups.damaged.add(NEWEST);
    const { pruned, run } = counting(house);
    await run();
    house.clock.pass(3_600);
    await run();
    house.stores.backups.manifests.length = 0;
    await run();
    expect(pruned).toEqual([]);
  });
});
