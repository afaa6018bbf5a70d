// SetPrimary: a person has moved users by hand. Twinbox takes that over if the world agrees, and refuses it otherwise.
import { DUBLIN, type House, kill, LONDON, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const recordOf = (house: House) => house.stores.records.now(house.pair);
const input = { kind: 'set-primary', appliance: 'dublin', by: 'Ada Byron', reason: 'Twinbox was broken' };

const point = (house: House, address: string): void => {
  house.world.zone[NAME] = { name: NAME, addresses: [address], ttlSeconds: 30 };
};

/** A person has pointed the record at dublin, which serves. */
const movedByHand = (): House => {
  const house = onePair();
  kill(house);
  point(house, DUBLIN);
  return house;
};

test('what a person moved by hand becomes the record, under a new epoch and with a claim', async () => {
  const house = movedByHand();
  const { end, state } = await walk(house, input);
  expect([end, state.halt?.message]).toEqual(['SUCCEEDED', undefined]);
  const record = recordOf(house);
  expect(record).toMatchObject({
    primary: 'dublin',
    epoch: 1,
    quarantined: { appliance: 'london', reason: expect.stringContaining('Ada Byron moved users from it to dublin') },
    restoredBackup: { dublin: { backupId: 'unknown' }, london: { backupId: 'unknown' } },
    lastRecovery: { outcome: 'moved', epoch: 1 },
  });
  expect(record.lease).toBeUndefined();
  expect(house.stores.messages.messages.at(-1)?.subject).toBe('support: set-primary dublin');
});

test('it closes a hold, and a second run takes the next epoch', async () => {
  const house = onePair();
  kill(house);
  house.world.witness.probe = 'silent';
  await walk(house, {}, { name: 'alarm-00000001' });
  expect(recordOf(house).hold).toBeDefined();
  point(house, DUBLIN);
  house.clock.pass(3600);
  expect((await walk(house, input, { name: 'person-00000002' })).end).toBe('SUCCEEDED');
  expect(recordOf(house).hold).toBeUndefined();
  const { epoch } = recordOf(house);
  house.clock.pass(3600);
  expect((await walk(house, input, { name: 'person-00000003' })).end).toBe('SUCCEEDED');
  expect(recordOf(house).epoch).toBe(epoch + 1);
  expect(recordOf(house).quarantined?.appliance).toBe('london');
});

test.each([
  ['the name of no appliance', movedByHand, { appliance: 'dublln' }, /appliance: expected one of london, dublin/],
  [
    'an appliance to which users are not sent',
    movedByHand,
    { appliance: 'london' },
    /support\.example\.com points at 198/,
  ],
  [
    'an appliance that does not serve',
    () => {
      const house = movedByHand();
      kill(house, 'dublin');
      return house;
    },
    {},
    /dublin is silent on the users’ path/,
  ],
])('%s is refused, and changes nothing', async (_what, make, changed, message) => {
  const house = make();
  const { state } = await walk(house, { ...input, ...changed });
  expect(state.halt).toMatchObject({ reason: 'WrongInput', message: expect.stringMatching(message) });
  expect(recordOf(house)).toMatchObject({ primary: 'london', epoch: 0 });
});

test('while a recovery lives it is refused', async () => {
  const house = onePair();
  kill(house);
  let refused: string | undefined;
  const before = async (state: string, attempt: number): Promise<undefined> => {
    if (state !== 'AwaitDecision' || attempt !== 1) return;
    point(house, DUBLIN);
    refused = (await walk(house, input, { name: 'person-00000001' })).state.halt?.message;
    point(house, LONDON);
  };
  await walk(house, { trigger: 'alarm' }, { before });
  expect(refused).toMatch(/recovery \S+ of support is running/);
});
