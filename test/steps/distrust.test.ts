// A person keeps one backup out of every restore: no stored file changes, and the pair record holds it with name and
// reason.

import { inMemoryBackups } from '../doubles/in-memory-store.ts';
import { backupAt, type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const [OLDER, NEWER] = [backupAt('1900'), backupAt('2000')] as const;
const say = (house: House, input: object, name = 'person-word') => walk(house, { by: 'kim', ...input }, { name });
const distrust = (house: House, more: object = {}) =>
  say(house, { kind: 'distrust', backup: NEWER.backupId, reason: 'dublin refused it', ...more });

test('a failover restores the next older one, and its report says who distrusts the newest', async () => {
  const house = onePair();
  expect((await distrust(house)).end).toBe('SUCCEEDED');
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
  expect(house.world.appliances.dublin?.restoredBackup).toBe(OLDER.backupId);
  const page = [...house.stores.reports.pages.values()].at(-1) ?? '';
  expect(page).toContain('distrusted by kim at');
  expect(page).toContain('dublin refused it');
});

test('a drill does not restore it either', async () => {
  const house = onePair({}, { quiet: 'isolated' });
  await distrust(house);
  await walk(house, { kind: 'drill' });
  expect(house.world.deeds.filter((deed) => deed.startsWith(`restore ${NEWER.backupId}`))).toEqual([]);
  expect(house.world.deeds.filter((deed) => deed.startsWith(`restore ${OLDER.backupId}`))).toHaveLength(1);
});

describe('where nothing else is left', () => {
  const bothDistrusted = async (house: House): Promise<void> => {
    await distrust(house);
    await distrust(house, { backup: OLDER.backupId, reason: 'encrypted as well' });
    kill(house);
  };
  const asked = ({ stores }: House) =>
    stores.messages.messages.filter(({ subject }) => subject.includes('must decide'));

  test('a failover asks once who distrusts what and why, and what a person can answer, and halts after 25 minutes', async () => {
    const house = onePair();
    await bothDistrusted(house);
    const walked = await walk(house, { trigger: 'alarm' });
    expect(walked.state.halt?.reason).toBe('PhaseTimedOut');
    const [message, ...others] = asked(house);
    expect(others).toEqual([]);
    expect(message?.subject).toContain('a distrusted backup');
    expect(message?.body).toContain(`${NEWER.backupId}, distrusted by kim at`);
    expect(message?.body).toContain('dublin refused it');
    expect(message?.body).toContain(`the next is ${OLDER.backupId}, distrusted by kim`);
    expect(message?.body).toContain(`"kind":"trust","backup":"${NEWER.backupId}"`);
    expect(message?.body).toContain('trust that one by its id');
    expect(house.world.deeds).toEqual([]);
  });

  test('it continues with whichever a person trusts again', async () => {
    const house = onePair();
    await bothDistrusted(house);
    const before = (state: string, attempt: number) => {
      if (state === 'Prepare' && attempt === 4)
        house.stores.records.put(house.pair, (record) => ({
          ...record,
          distrusted: (record.distrusted ?? []).filter(({ backupId }) => backupId !== OLDER.backupId),
        }));
      return undefined;
    };
    const walked = await walk(house, { trigger: 'alarm' }, { before });
    expect(walked.end).toBe('SUCCEEDED');
    expect(house.world.appliances.dublin?.restoredBackup).toBe(OLDER.backupId);
  });

  test('it does not ask about one that does not fit the standby either', async () => {
    const house = onePair();
    house.tools.backups = inMemoryBackups(backupAt('2000', { version: '25.2.0' }));
    await distrust(house);
    kill(house);
    const walked = await walk(house, { trigger: 'alarm' });
    expect(walked.state.halt?.reason).toBe('NoEligibleBackup');
    expect(asked(house)).toEqual([]);
  });
});

test('a failover asks about the one that fits, however many that do not fit are newer', async () => {
  const newer = Array.from({ length: 59 }, (_, minute) =>
    backupAt(`20${String(minute + 1).padStart(2, '0')}`, { version: '25.2.0' }),
  );
  const house = onePair();
  house.tools.backups = inMemoryBackups(backupAt('1900', { suspect: 'shrunken', suspicions: ['shrunken'] }), ...newer);
  kill(house);
  const walked = await walk(house, { trigger: 'alarm' });
  expect(walked.state.halt?.reason).toBe('PhaseTimedOut');
  expect(house.stores.messages.messages[0]?.body).toContain(backupAt('1900').backupId);
});

test('operators are notified, status shows it, and trust by its id lifts it', async () => {
  const house = onePair();
  await distrust(house);
  expect(house.stores.messages.messages.at(-1)).toMatchObject({
    subject: 'support: distrust',
    body: expect.stringContaining(`kim distrusts the backup ${NEWER.backupId}: dublin refused it`),
  });
  const status = await walk(house, { kind: 'status' }, { name: 'person-status' });
  expect(JSON.stringify(status.state)).toContain(
    `Twinbox does not restore the backup ${NEWER.backupId}: distrusted by kim`,
  );
  const lifted = await say(
    house,
    { kind: 'trust', backup: NEWER.backupId, reason: 'it was the wrong one' },
    'person-trust',
  );
  expect(lifted.end).toBe('SUCCEEDED');
  kill(house);
  await walk(house, { trigger: 'alarm' });
  expect(house.world.appliances.dublin?.restoredBackup).toBe(NEWER.backupId);
});

test('what a person said last counts: a trusted backup that is distrusted is not shown as trusted', async () => {
  const house = onePair();
  const suspect = backupAt('2030', { suspect: 'shrunken', suspicions: ['shrunken'] });
  house.tools.backups = inMemoryBackups(suspect, OLDER);
  await say(house, { kind: 'trust', backup: suspect.backupId, reason: 'cleaned up' }, 'person-trust');
  await distrust(house, { backup: suspect.backupId });
  const { record } = await house.stores.records.read(house.pair);
  expect([record.trusted, record.distrusted]).toMatchObject([[], [{ backupId: suspect.backupId }]]);
});

test('trust without an id does not pick a distrusted backup', async () => {
  const house = onePair();
  await distrust(house);
  const { state } = await say(house, { kind: 'trust', reason: 'all is well' }, 'person-trust');
  expect(JSON.stringify(state)).toContain('no backup of support is suspect');
});

test.each([
  [
    'a backup that is not there',
    { backup: '20261122T180000Z-a1b2c3d4' },
    'support has no backup 20261122T180000Z-a1b2c3d4',
  ],
  ['no backup', { backup: undefined }, 'backup'],
  ['no reason', { reason: undefined }, 'reason'],
])('%s is wrong input', async (_what, more, message) => {
  const house = onePair();
  const { state } = await distrust(house, more);
  expect(JSON.stringify([state, house.stores.messages.messages])).toContain(message);
  expect(JSON.stringify(house.stores.messages.messages)).not.toContain('No recovery and no drill');
});
