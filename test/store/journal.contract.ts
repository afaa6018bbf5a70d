// What every journal must do: overwrite nothing, tell once what is written twice, tell recoveries apart, and say no
// more of a long scenario than its report needs.
import type { Journal } from '../../functions/store/record/journal.ts';
import { entryAt, RECOVERY } from './journal-entry.ts';

export interface JournalUnderTest extends AsyncDisposable {
  readonly journal: Journal;
}

export const journalContract = (name: string, open: () => Promise<JournalUnderTest>): void => {
  describe(`${name} keeps a journal`, () => {
    test('it is read oldest first, in whatever order it was written', async () => {
      await using store = await open();
      const entries = [entryAt(1, 'intent'), entryAt(2, 'outcome'), entryAt(12, 'intent', 2), entryAt(13, 'error', 2)];
      for (const one of entries.toReversed()) await store.journal.write('support', one);
      expect(await store.journal.read('support', RECOVERY)).toEqual(entries);
    });

    test('entries of the same millisecond are read in the order of their names', async () => {
      await using store = await open();
      const [intent, outcome] = [entryAt(1, 'intent'), entryAt(1, 'outcome')];
      await store.journal.write('support', { ...outcome, state: 'Verify' });
      await store.journal.write('support', outcome);
      await store.journal.write('support', intent);
      const read = await store.journal.read('support', RECOVERY);
      expect(read.map(({ state, event }) => [state, event])).toEqual([
        ['Fence', 'intent'],
        ['Fence', 'outcome'],
        ['Verify', 'outcome'],
      ]);
    });

    test('recoveries and pairs are kept apart', async () => {
      await using store = await open();
      await store.journal.write('support', entryAt(1, 'intent'));
      await store.journal.write('support', { ...entryAt(2, 'intent'), recoveryId: `${RECOVERY}0` });
      await store.journal.write('other', entryAt(3, 'intent'));
      expect(await store.journal.read('support', RECOVERY)).toEqual([entryAt(1, 'intent')]);
      expect(await store.journal.read('support', 'never')).toEqual([]);
    });

    test('an entry is never overwritten: of two with the same time, state, try and kind both are kept', async () => {
      await using store = await open();
      const [first, second] = [entryAt(1, 'outcome'), { ...entryAt(1, 'outcome'), epoch: 8, evidence: ['another'] }];
      for (const one of [first, second, first, second]) await store.journal.write('support', one);
      await store.journal.write('support', entryAt(2, 'outcome'));
      expect(await store.journal.read('support', RECOVERY)).toEqual([first, second, entryAt(2, 'outcome')]);
    });

    test('what two runs mean to do in the same millisecond is notified once', async () => {
      await using store = await open();
      await store.journal.write('support', entryAt(1, 'outcome'));
      for (const epoch of [7, 8]) await store.journal.write('support', { ...entryAt(2, 'intent'), epoch });
      expect(await store.journal.read('support', RECOVERY)).toEqual([entryAt(1, 'outcome'), entryAt(2, 'intent')]);
    });

    test('of an intent its name is told, with the epoch of what was read before it; the first is told whole', async () => {
      await using store = await open();
      const evidence = ['we mean to'];
      await store.journal.write('support', { ...entryAt(1, 'intent'), evidence });
      await store.journal.write('support', { ...entryAt(2, 'outcome'), epoch: 8 });
      await store.journal.write('support', { ...entryAt(3, 'intent', 2), epoch: 9, evidence });
      expect(await store.journal.read('support', RECOVERY)).toEqual([
        { ...entryAt(1, 'intent'), evidence },
        { ...entryAt(2, 'outcome'), epoch: 8 },
        { ...entryAt(3, 'intent', 2), epoch: 8 },
      ]);
    });

    test('of a state that was tried very often the first and the last tries are told', async () => {
      await using store = await open();
      for (let second = 1; second <= 30; second += 1)
        await store.journal.write('support', entryAt(second, 'outcome', second));
      const attempts = (await store.journal.read('support', RECOVERY)).map(({ attempt }) => attempt);
      expect(attempts).toEqual([1, 2, 3, 4, 5, ...Array.from({ length: 15 }, (_, index) => 16 + index)]);
    });

    test('an entry under a name that is none is told as an error, and the rest is read', async () => {
      await using store = await open();
      await store.journal.write('support', { ...entryAt(1, 'outcome'), at: 'yesterday' });
      await store.journal.write('support', entryAt(2, 'outcome'));
      const [bad, ...rest] = await store.journal.read('support', RECOVERY);
      expect(bad).toMatchObject({ state: 'Journal', event: 'error', outcome: 'JournalUnreadable' });
      expect(rest).toEqual([entryAt(2, 'outcome')]);
    });

    test('what is handed in and handed out is a copy', async () => {
      await using store = await open();
      const evidence = ['power reads On'];
      await store.journal.write('support', { ...entryAt(1, 'outcome'), evidence });
      evidence.push('later');
      const [read] = await store.journal.read('support', RECOVERY);
      Object.assign(read ?? {}, { state: 'Verify' });
      expect(await store.journal.read('support', RECOVERY)).toEqual([entryAt(1, 'outcome')]);
    });
  });
};
