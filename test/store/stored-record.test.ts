// Records of other versions: what was written before quarantines existed is read, and what is told in them comes back.
import { newPairRecord } from '../../functions/domain/pair-record.ts';
import { parseRecord, storedText } from '../../functions/store/stored-record.ts';

const KEY = 'pairs/support.json';
const old = { ...newPairRecord('support', 'london', ['london', 'dublin']), revision: 3, nonce: 'n3', epoch: 1 };
const quarantined = { appliance: 'london', recoveryId: 'r1', since: '2026-11-22T20:15:03.000Z', because: 'it died' };
const read = (record: object) => parseRecord(KEY, 'support', storedText(record as typeof old, [])).record;

test('a record from before quarantines reads as one without', () => {
  expect(read(old)).toEqual(old);
  expect(read(old).quarantined).toBeUndefined();
});

test('a quarantine comes back as it was written, with what a newer version added to it', () => {
  expect(read({ ...old, quarantined }).quarantined).toEqual(quarantined);
  const told = { ...quarantined, toldAt: '2026-11-22T20:25:03.000Z', seenBy: 'tomorrow' };
  expect(read({ ...old, quarantined: told }).quarantined).toEqual(told);
});

test('a quarantine without its box is no record: nothing may be begun on it', () => {
  const { appliance: _left, ...nameless } = quarantined;
  expect(() => read({ ...old, quarantined: nameless })).toThrow(/quarantined\.appliance/);
});

test('what people were told of a block comes back as it was written', () => {
  const blockTold = { block: 'paused', outageSince: '2026-11-22T20:15:03.000Z', at: '2026-11-22T20:16:03.000Z' };
  expect(read({ ...old, blockTold }).blockTold).toEqual(blockTold);
});
