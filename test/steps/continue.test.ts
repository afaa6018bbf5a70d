// Confirm and continue: a person's word to the running recovery, and going on with a halted one as its hold says.
import { failure } from '../../functions/domain/failure/failure.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { type Walked, walk } from '../doubles/walk.ts';

const recordOf = (house: House) => house.stores.records.now(house.pair);
const person = { by: 'Ada Byron', how: 'unplugged it in the rack' };

/** London is dead, and its power controller does not answer. */
const unfenced = (): House => {
  const house = onePair();
  kill(house);
  house.world.faults.power = failure('PowerUnreachable', 'nobody answers');
  return house;
};

/** A recovery during which a person types something before the nth attempt of Fence. */
const worded = async (house: House, nth: number, input: (recoveryId: string) => object) => {
  let typed: Walked | undefined;
  const before = async (state: string, attempt: number): Promise<undefined> => {
    const recoveryId = recordOf(house).lease?.recoveryId ?? '';
    if (state === 'Fence' && attempt === nth) typed = await walk(house, input(recoveryId), { name: 'person-00000001' });
  };
  const walked = await walk(house, { trigger: 'alarm' }, { before });
  return { ...walked, typed };
};

const confirm = (recoveryId: string) => ({ kind: 'confirm', what: 'fence', recoveryId, ...person });

test('the running recovery takes a person’s word that the old primary cannot serve', async () => {
  const house = unfenced();
  const { end, state } = await worded(house, 3, confirm);
  expect(end).toBe('SUCCEEDED');
  expect(state.fence).toMatchObject({ outcome: 'fenced', confirmedBy: 'Ada Byron' });
  expect(recordOf(house).confirmed).toBeUndefined();
});

test('people are notified how to confirm it, once the fence has failed', async () => {
  const house = unfenced();
  await walk(house, { trigger: 'alarm' });
  const { body = '' } = house.stores.messages.progress.find(({ subject }) => subject.includes('powered off yet')) ?? {};
  const { recoveryId } = recordOf(house).hold ?? {};
  expect(body).toContain(`{"pair":"support","kind":"confirm","what":"fence","recoveryId":"${recoveryId}","by":`);
});

test('a word against the power controller is not taken', async () => {
  const house = onePair();
  kill(house);
  house.world.faults.ignoresOff = true;
  const { state, end } = await worded(house, 2, confirm);
  expect(end).toBe('FAILED');
  expect(state.halt?.message).toContain('Ada Byron confirms that it cannot serve, but');
});

test.each([
  ['names another recovery', () => confirm('20261122T201503Z-ffffffff'), /expected \S+, which is running, found 2026/],
  ['is about something else', (id: string) => ({ ...confirm(id), what: 'weather' }), /what must be "fence"/],
])('a word that %s is refused', async (_what, input, message) => {
  const { typed, end } = await worded(unfenced(), 2, input);
  expect(typed?.state.halt?.message).toMatch(message);
  expect(end).toBe('FAILED');
});

test('after the halt the word is refused, and continue takes it', async () => {
  const house = unfenced();
  await walk(house, { trigger: 'alarm' });
  const recoveryId = recordOf(house).hold?.recoveryId ?? '';
  const late = await walk(house, confirm(recoveryId), { name: 'person-00000002' });
  expect(late.state.halt?.message).toContain('has halted; continue with {"pair":"support","kind":"continue"');
  const { end, state } = await walk(house, { kind: 'continue', ...person }, { name: 'person-00000003' });
  expect([end, state.fence?.confirmedBy]).toEqual(['SUCCEEDED', 'Ada Byron']);
});

test('continue never takes the form of a word in the hold for a word', async () => {
  const house = unfenced();
  await walk(house, { trigger: 'alarm' });
  expect(recordOf(house).hold?.resumeInput).toHaveProperty('fenceConfirmed');
  const { state } = await walk(house, { kind: 'continue', by: 'Ada Byron' }, { name: 'person-00000002' });
  expect(state.recovery?.fenceConfirmed).toBeUndefined();
  expect(state.halt?.reason).toBe('FenceUnconfirmed');
});

test.each([
  ['the epoch', { epoch: 9 }, /epoch: expected 1, found 9/],
  ['the primary', { primary: 'dublin' }, /assigned primary: expected london, found dublin/],
  [
    'the backup on the standby',
    { restoredBackup: {} },
    /backup on dublin: expected 20261122T200000Z-a1b2c3d4, found none/,
  ],
])('continue is refused once %s has changed', async (_what, changed, message) => {
  const house = unfenced();
  await walk(house, { trigger: 'alarm' });
  house.stores.records.put(house.pair, (record) => ({ ...record, ...changed }));
  const { state, path } = await walk(house, { kind: 'continue', by: 'Ada Byron' }, { name: 'person-00000002' });
  expect(path).toEqual(['Begin', 'Halt']);
  expect(state.halt).toMatchObject({ reason: 'WrongInput', message: expect.stringMatching(message) });
});

test('without a hold there is nothing to continue', async () => {
  const { state } = await walk(onePair(), { kind: 'continue', by: 'Ada Byron' });
  expect(state.halt?.message).toContain('support has no hold');
});
