// A person distrusts every backup that was captured in a window, also one that is listed later.
import { inMemoryBackups } from '../doubles/in-memory-store.ts';
import { backupAt, type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const [OLDEST, OLDER, NEWER] = [backupAt('1800'), backupAt('1900'), backupAt('2000')] as const;
const WINDOW = { from: '2026-11-22T18:30:00Z', to: '2026-11-22T20:30:00+00:00' } as const;

const houseOf = (): House => {
  const house = onePair({}, { quiet: 'isolated' });
  house.tools.backups = inMemoryBackups(OLDEST, OLDER, NEWER);
  return house;
};
const say = (house: House, input: object, name = 'person-word') => walk(house, { by: 'kim', ...input }, { name });
const distrust = (house: House, more: object = {}) =>
  say(house, { kind: 'distrust', ...WINDOW, reason: 'ransom note at noon', ...more });
const restored = ({ world }: House) => world.appliances.dublin?.restoredBackup;
const record = ({ stores, pair }: House) => stores.records.now(pair);

test('a failover restores the newest one outside, and its report says who distrusts the others', async () => {
  const house = houseOf();
  const { end } = await distrust(house);
  expect(end).toBe('SUCCEEDED');
  const told = house.stores.messages.messages.at(-1)?.body;
  expect(told).toContain('(2 are stored): ransom note at noon');
  expect(told).toContain(`The newest good backup is now ${OLDEST.backupId}`);
  kill(house);
  await walk(house, { trigger: 'alarm' });
  expect(restored(house)).toBe(OLDEST.backupId);
  const page = [...house.stores.reports.pages.values()].at(-1) ?? '';
  expect(page).toContain('distrusted by kim at');
  expect(page).toContain('with all backups captured from 2026-11-22T18:30:00.000Z to 2026-11-22T20:30:00.000Z');
});

test('one that is listed later is in it as well', async () => {
  const house = houseOf();
  await distrust(house);
  house.tools.backups = inMemoryBackups(OLDEST, backupAt('2015'));
  kill(house);
  await walk(house, { trigger: 'alarm' });
  expect(restored(house)).toBe(OLDEST.backupId);
});

test('a drill restores none of them either', async () => {
  const house = houseOf();
  await distrust(house);
  await walk(house, { kind: 'drill' });
  expect(restored(house)).toBe(OLDEST.backupId);
});

test('the first and the last second belong to it', async () => {
  const house = houseOf();
  await distrust(house, { from: OLDER.capturedAt, to: NEWER.capturedAt });
  kill(house);
  await walk(house, { trigger: 'alarm' });
  expect(restored(house)).toBe(OLDEST.backupId);
});

test('status shows it; trust with the same times takes it back', async () => {
  const house = houseOf();
  await distrust(house);
  const status = await walk(house, { kind: 'status' }, { name: 'person-status' });
  expect(status.state.operate?.evidence.join('\n')).toContain(
    'Twinbox does not restore backups captured from 2026-11-22T18:30:00.000Z to 2026-11-22T20:30:00.000Z: distrusted by kim',
  );
  const lifted = await say(house, { kind: 'trust', ...WINDOW, reason: 'false alarm' }, 'person-trust');
  expect(lifted.end).toBe('SUCCEEDED');
  expect(record(house).distrustWindows).toEqual([]);
  kill(house);
  await walk(house, { trigger: 'alarm' });
  expect(restored(house)).toBe(NEWER.backupId);
});

test('trust of one backup by its id excepts it alone, until the window is distrusted again', async () => {
  const house = houseOf();
  await distrust(house);
  await say(house, { kind: 'trust', backup: OLDER.backupId, reason: 'checked by hand' }, 'person-trust');
  expect(record(house).distrustWindows).toMatchObject([{ except: [OLDER.backupId] }]);
  await walk(house, { kind: 'drill' });
  expect(restored(house)).toBe(OLDER.backupId);
  await distrust(house);
  await walk(house, { kind: 'drill' }, { name: 'person-drill' });
  expect(restored(house)).toBe(OLDEST.backupId);
});

test('where every backup is in it, a failover asks a person', async () => {
  const house = houseOf();
  await distrust(house, { from: '2026-11-22T17:00:00Z' });
  kill(house);
  await walk(house, { trigger: 'alarm' });
  const [asked] = house.stores.messages.messages.filter(({ subject }) => subject.includes('must decide'));
  expect(asked?.body).toContain(`${NEWER.backupId}, distrusted by kim`);
  expect(house.world.deeds).toEqual([]);
});

describe('said while a recovery runs', () => {
  const duringState = (house: House, at: string) => (state: string) => {
    if (state === at && record(house).distrustWindows === undefined) {
      const window = { from: '2026-11-22T19:30:00.000Z', to: '2026-11-22T20:30:00.000Z' };
      const distrustWindows = [{ ...window, by: 'kim', reason: 'ransom note', at: house.clock.iso() }];
      house.stores.records.put(house.pair, (before) => ({ ...before, distrustWindows }));
    }
    return undefined;
  };

  test('between Prepare and UploadBackup the next older one is restored', async () => {
    const house = houseOf();
    kill(house);
    const walked = await walk(house, { trigger: 'alarm' }, { before: duringState(house, 'UploadBackup') });
    expect(walked.end).toBe('SUCCEEDED');
    expect(restored(house)).toBe(OLDER.backupId);
    expect(house.world.deeds.filter((deed) => deed.startsWith(`restore ${NEWER.backupId}`))).toEqual([]);
  });

  test.each(['AwaitRestore', 'CheckStandby', 'AwaitDecision', 'Reconfirm'])(
    'before %s it halts before users are affected',
    async (state) => {
      const house = houseOf();
      kill(house);
      const walked = await walk(house, { trigger: 'alarm' }, { before: duringState(house, state) });
      expect(walked.state.halt).toMatchObject({
        reason: 'RestorePointRefused',
        message: expect.stringContaining('distrusted by kim'),
      });
      expect(house.world.deeds.filter((deed) => !deed.startsWith('restore'))).toEqual([]);
    },
  );

  test('once the fence has begun it goes on', async () => {
    const house = houseOf();
    kill(house);
    const walked = await walk(house, { trigger: 'alarm' }, { before: duringState(house, 'Fence') });
    expect(walked.end).toBe('SUCCEEDED');
  });

  test('a drill that proves the backup does not lift what a person said of it', async () => {
    const house = onePair({}, { quiet: 'isolated' });
    const unproven = { suspect: 'end not proven: no length', suspicions: ['end-not-proven'] } as const;
    house.tools.backups = inMemoryBackups(backupAt('2000', unproven));
    await walk(house, { kind: 'drill' }, { before: duringState(house, 'CheckStandby') });
    kill(house);
    await walk(house, { trigger: 'alarm' }, { name: 'alarm-after' });
    expect(house.world.deeds.filter((deed) => deed.startsWith('restore'))).toHaveLength(1);
    expect(house.stores.messages.messages.some(({ subject }) => subject.includes('must decide'))).toBe(true);
  });

  test('a drill does not lift the distrust of that one backup either', async () => {
    const house = onePair({}, { quiet: 'isolated' });
    const unproven = { suspect: 'end not proven: no length', suspicions: ['end-not-proven'] } as const;
    house.tools.backups = inMemoryBackups(backupAt('2000', unproven));
    const before = (state: string) => {
      const one = { backupId: NEWER.backupId, by: 'kim', reason: 'ransom note', at: house.clock.iso() };
      if (state === 'CheckStandby') house.stores.records.put(house.pair, (now) => ({ ...now, distrusted: [one] }));
      return undefined;
    };
    await walk(house, { kind: 'drill' }, { before });
    expect(record(house).distrusted).toMatchObject([{ backupId: NEWER.backupId, by: 'kim' }]);
  });
});

test('the two hundred and first distrusted backup does not lift the first', async () => {
  const house = houseOf();
  const at = '2026-11-22T21:00:00.000Z';
  const distrusted = Array.from({ length: 200 }, (_, index) => ({
    ...{ backupId: index === 0 ? OLDER.backupId : `other-${index}`, by: 'kim', reason: 'old', at },
  }));
  house.stores.records.put(house.pair, (before) => ({ ...before, distrusted }));
  const { state } = await say(house, { kind: 'distrust', backup: NEWER.backupId, reason: 'also this one' });
  expect(JSON.stringify(state)).toContain('distrust a window with from and to instead');
  expect(record(house).distrusted?.[0]?.backupId).toBe(OLDER.backupId);
});

test.each<readonly [string, object, string]>([
  ['that ends before it begins', { to: '2026-11-22T18:00:00Z' }, 'from: expected a time before'],
  ['that ends in years', { to: '9999-01-01T00:00:00Z' }, 'to: expected at most'],
  ['without an end', { to: undefined }, 'to is missing'],
  ['without a beginning', { from: undefined }, 'from is missing'],
  ['beside an id', { backup: NEWER.backupId }, 'give either backup, or from and to'],
  ['with words for times', { from: 'noon' }, 'from must be a time'],
  ['without a reason', { reason: undefined }, 'reason'],
])('a window %s is wrong input', async (_what, more, message) => {
  const house = houseOf();
  const { state } = await distrust(house, more);
  expect(JSON.stringify(state)).toContain(message);
  expect(record(house).distrustWindows).toBeUndefined();
});

test('trust of times in which nothing is distrusted is wrong input, and lists the windows', async () => {
  const house = houseOf();
  await distrust(house);
  const { state } = await say(house, {
    kind: 'trust',
    from: '2026-11-22T19:00:00Z',
    to: WINDOW.to,
    reason: 'all is well',
  });
  expect(JSON.stringify(state)).toContain('the windows are: 2026-11-22T18:30:00.000Z to 2026-11-22T20:30:00.000Z');
});
