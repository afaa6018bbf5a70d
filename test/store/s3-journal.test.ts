// The journal on the emulated S3.
import type { JournalEntry } from '../../functions/store/journal.ts';
import { s3Journal } from '../../functions/store/s3-journal.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

const RECOVERY = '20261122T201503Z-9f8e7d6c';
const entry = (second: number, event: JournalEntry['event'], attempt = 1): JournalEntry => ({
  recoveryId: RECOVERY,
  epoch: 7,
  at: new Date(Date.UTC(2026, 10, 22, 20, 15, second, 250)).toISOString(),
  state: 'Fence',
  attempt,
  event,
  evidence: ['power reads On'],
});

describe('the journal', () => {
  test('is read oldest first, in whatever order it was written', async () => {
    await using store = await openStoreCloud();
    const journal = s3Journal(store.s3(), BUCKET);
    const entries = [entry(1, 'intent'), entry(2, 'outcome'), entry(12, 'intent', 2), entry(13, 'error', 2)];
    for (const one of entries.toReversed()) await journal.write('support', one);
    expect(await journal.read('support', RECOVERY)).toEqual(entries);
  });

  test('keeps recoveries apart', async () => {
    await using store = await openStoreCloud();
    const journal = s3Journal(store.s3(), BUCKET);
    await journal.write('support', entry(1, 'intent'));
    await journal.write('support', { ...entry(2, 'intent'), recoveryId: `${RECOVERY}0` });
    await journal.write('other', entry(3, 'intent'));
    expect(await journal.read('support', RECOVERY)).toEqual([entry(1, 'intent')]);
    expect(await journal.read('support', 'never')).toEqual([]);
  });

  test('never overwrites an entry, and one whose answer was lost counts as written', async () => {
    await using store = await openStoreCloud();
    const journal = s3Journal(store.s3(), BUCKET);
    store.cloud.faults.add({ service: 's3', operation: 'PutObject', kind: 'loseAnswer', times: 1 });
    await journal.write('support', entry(1, 'intent'));
    await journal.write('support', { ...entry(1, 'intent'), evidence: ['another'] });
    expect(await journal.read('support', RECOVERY)).toEqual([entry(1, 'intent')]);
    const [key] = store.cloud.s3.keys(BUCKET);
    expect(key).toBe(`journal/support/${RECOVERY}/2026-11-22T20:15:01.250Z-Fence-1-intent.json`);
    expect(store.cloud.s3.versionsOf(BUCKET, `${key}`)).toHaveLength(1);
  });
});
