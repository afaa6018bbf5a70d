// What every way of keeping pair records must do, above all in a race. The races go by the names that litestream gives
// to those of its leaser: two first writers, a stale ETag, a lost answer, A to B and back to A.
import type { PairRecords } from '../../functions/store/record/pair-records.ts';
import { PAIR } from './pair.ts';

/** One store with two writers, and the races that can be staged in it. */
export interface PairRecordsUnderTest extends AsyncDisposable {
  readonly one: PairRecords;
  readonly other: PairRecords;
  /** The next write waits until `work` is done. */
  beforeNextWrite(work: () => Promise<unknown>): void;
  /** The next write works, then `meanwhile` is done, but the writer never gets the answer. */
  loseNextAnswer(meanwhile?: () => Promise<unknown>): void;
  /** From now on every write comes too late. */
  refuseWrites(): void;
  /** ms since 1970 by the store's own clock. */
  storeNowMs(): number;
}

const moveTo = (records: PairRecords, primary: string) =>
  records.change(PAIR, (record) => ({ record: { ...record, primary } }));
const countUp = (records: PairRecords) =>
  records.change(PAIR, (record) => ({ record: { ...record, epoch: record.epoch + 1 } }));

export const pairRecordsContract = (name: string, open: () => Promise<PairRecordsUnderTest>): void => {
  describe(`${name} keeps pair records`, () => {
    test('a pair that was never written to reads as new, with the preferred appliance as the primary', async () => {
      await using store = await open();
      const { record } = await store.one.read(PAIR);
      expect(record).toMatchObject({ pair: 'support', revision: 0, epoch: 0, primary: 'london' });
      expect(record.credentialsOf).toEqual({ london: 'london', dublin: 'dublin' });
    });

    test('what one writes, the other reads, with the revision grown by one and a nonce of its own', async () => {
      await using store = await open();
      const first = await moveTo(store.one, 'dublin');
      const second = await countUp(store.one);
      expect((await store.other.read(PAIR)).record).toEqual(second.record);
      expect(second.record).toMatchObject({ primary: 'dublin', epoch: 1, revision: 2 });
      expect(second.record.nonce).not.toBe(first.record.nonce);
    });

    test('now is the time of the store, not that of this machine', async () => {
      await using store = await open();
      const written = await countUp(store.one);
      const read = await store.one.read(PAIR);
      for (const { nowMs } of [written, read]) expect(Math.abs(nowMs - store.storeNowMs())).toBeLessThan(5_000);
    });

    test('a change that gives nothing writes nothing', async () => {
      await using store = await open();
      await countUp(store.one);
      const left = await store.one.change(PAIR, () => ({ record: undefined }));
      expect(left.record.revision).toBe(1);
      expect((await store.other.read(PAIR)).record.revision).toBe(1);
    });

    test('what a change decided is returned, whether or not it writes', async () => {
      await using store = await open();
      const written = await store.one.change(PAIR, (record) => ({
        record: { ...record, epoch: 5 },
        from: record.epoch,
      }));
      expect(written).toMatchObject({ from: 0, record: { epoch: 5, revision: 1 } });
      const kept = await store.one.change(PAIR, (record) => ({ record: undefined, from: record.epoch }));
      expect(kept).toMatchObject({ from: 5, record: { epoch: 5, revision: 1 } });
    });

    test('after a lost race, what counts is the decision that was written', async () => {
      await using store = await open();
      store.beforeNextWrite(() => moveTo(store.other, 'dublin'));
      const { from } = await store.one.change(PAIR, (record) => ({
        record: { ...record, epoch: 1 },
        from: record.primary,
      }));
      expect(from).toBe('dublin');
    });

    test('after a lost answer too, although another has written since', async () => {
      await using store = await open();
      store.loseNextAnswer(() => moveTo(store.other, 'dublin'));
      const done = await store.one.change(PAIR, (record) => ({
        record: { ...record, epoch: 1 },
        from: record.primary,
      }));
      expect(done).toMatchObject({ from: 'london', record: { primary: 'dublin', epoch: 1 } });
    });

    test('a change that refuses writes nothing, and its refusal reaches the caller', async () => {
      await using store = await open();
      const refuse = () => {
        throw new RangeError('not like this');
      };
      await expect(store.one.change(PAIR, refuse)).rejects.toThrow('not like this');
      expect((await store.one.read(PAIR)).record.revision).toBe(0);
    });

    test('two first writers: the later one finds what the earlier one wrote', async () => {
      await using store = await open();
      store.beforeNextWrite(() => moveTo(store.other, 'dublin'));
      const { record } = await countUp(store.one);
      expect(record).toMatchObject({ primary: 'dublin', epoch: 1, revision: 2 });
    });

    test('stale ETag: the change is made anew on the fresh record, and neither is lost', async () => {
      await using store = await open();
      await countUp(store.one);
      store.beforeNextWrite(() => moveTo(store.other, 'dublin'));
      const seen: string[] = [];
      const { record } = await store.one.change(PAIR, (found) => {
        seen.push(found.primary);
        return { record: { ...found, epoch: found.epoch + 1 } };
      });
      expect(seen).toEqual(['london', 'dublin']);
      expect(record).toMatchObject({ primary: 'dublin', epoch: 2, revision: 3 });
    });

    test('A to B and back to A: a record that only looks the same is not taken for the one that was read', async () => {
      await using store = await open();
      await moveTo(store.one, 'london');
      store.beforeNextWrite(async () => {
        await moveTo(store.other, 'dublin');
        await moveTo(store.other, 'london');
      });
      let times = 0;
      const { record } = await store.one.change(PAIR, (found) => {
        times += 1;
        return { record: { ...found, epoch: found.epoch + 1 } };
      });
      expect(times).toBe(2);
      expect(record).toMatchObject({ primary: 'london', epoch: 1, revision: 4 });
    });

    test('lost answer: a write that worked is not made twice', async () => {
      await using store = await open();
      await countUp(store.one);
      store.loseNextAnswer();
      const { record } = await countUp(store.one);
      expect(record).toMatchObject({ epoch: 2, revision: 2 });
      expect((await store.other.read(PAIR)).record).toEqual(record);
    });

    test('lost answer of the first write of all: it is not made twice either', async () => {
      await using store = await open();
      store.loseNextAnswer();
      const { record } = await countUp(store.one);
      expect(record).toMatchObject({ epoch: 1, revision: 1 });
    });

    test('lost answer, and another has written since: ours is found under theirs, and not made twice', async () => {
      await using store = await open();
      await countUp(store.one);
      store.loseNextAnswer(() => moveTo(store.other, 'dublin'));
      const { record } = await countUp(store.one);
      expect(record).toMatchObject({ epoch: 2, primary: 'dublin', revision: 3 });
    });

    test('several writers at once: every change is made once', async () => {
      await using store = await open();
      await Promise.all([store.one, store.other, store.one, store.other].map(countUp));
      expect((await store.one.read(PAIR)).record).toMatchObject({ epoch: 4, revision: 4 });
    });

    test('too many lost races end with a name', async () => {
      await using store = await open();
      store.refuseWrites();
      await expect(countUp(store.one)).rejects.toMatchObject({ name: 'PairRecordContended' });
    });
  });
};
