// Journals on the emulated S3 and in memory, by the same contract.
import { s3Journal } from '../../functions/store/record/s3-journal.ts';
import { inMemoryJournal } from '../doubles/in-memory-journal.ts';
import { journalContract } from './journal.contract.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

journalContract('S3', async () => {
  const store = await openStoreCloud();
  return { journal: s3Journal(store.s3(), BUCKET), [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
});
journalContract('the double', async () => ({
  journal: inMemoryJournal(),
  [Symbol.asyncDispose]: async () => undefined,
}));
