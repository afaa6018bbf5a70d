// The journal on the emulated S3.
import type { JournalEntry } from '../../functions/store/record/journal.ts';
import { s3Journal } from '../../functions/store/record/s3-journal.ts';
import { entryAt as entry, RECOVERY } from './journal-entry.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

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

  test('never overwrites an entry, and one whose answer was lost is notified once', async () => {
    await using store = await openStoreCloud();
    const journal = s3Journal(store.s3(), BUCKET);
    store.cloud.faults.add({ service: 's3', operation: 'PutObject', kind: 'loseAnswer', times: 1 });
    await journal.write('support', entry(1, 'outcome'));
    expect(await journal.read('support', RECOVERY)).toEqual([entry(1, 'outcome')]);
    const key = `journal/support/${RECOVERY}/2026-11-22T20:15:01.250Z-Fence-1-outcome.json`;
    expect(store.cloud.s3.keys(BUCKET)).toContain(key);
    for (const one of store.cloud.s3.keys(BUCKET)) expect(store.cloud.s3.versionsOf(BUCKET, one)).toHaveLength(1);
  });

  test('keeps what another run wrote in the same millisecond beside its own', async () => {
    await using store = await openStoreCloud();
    const [one, other] = [
      { ...entry(1, 'error'), epoch: 8 },
      { ...entry(1, 'error'), epoch: 9 },
    ];
    await Promise.all([one, other].map((written) => s3Journal(store.s3(), BUCKET).write('support', written)));
    const read = await s3Journal(store.s3(), BUCKET).read('support', RECOVERY);
    expect(read.toSorted((first, second) => first.epoch - second.epoch)).toEqual([one, other]);
  });
});

describe('a long journal', () => {
  /** So many tries of a state, each with an intent and an outcome, one a second. */
  const tries = (state: string, count: number, fromMs: number): readonly JournalEntry[] =>
    Array.from({ length: count }, (_, index) => index).flatMap((index) => {
      const attempt = index + 1;
      const common = { recoveryId: RECOVERY, epoch: 7, state, attempt };
      const at = (ms: number) => new Date(fromMs + index * 1_000 + ms).toISOString();
      return [
        { ...common, at: at(0), event: 'intent' as const },
        {
          ...common,
          at: at(500),
          event: 'outcome' as const,
          outcome: attempt === count ? 'fenced' : 'again',
          evidence: [`try ${attempt}`],
        },
      ];
    });

  test('is read in a bounded number of calls: of each state the first and the last tries, and how many there were', async () => {
    await using store = await openStoreCloud();
    const journal = s3Journal(store.s3(), BUCKET);
    const startMs = Date.UTC(2026, 10, 22, 20, 15, 3);
    const all = [...tries('AwaitDecision', 400, startMs), ...tries('Fence', 3, startMs + 500_000)];
    for (const one of all)
      await store.cloud.s3.put(
        BUCKET,
        `journal/support/${RECOVERY}/${one.at}-${one.state}-${one.attempt}-${one.event}.json`,
        JSON.stringify(one),
      );
    const read = await journal.read('support', RECOVERY);
    expect(store.cloud.calls.filter(({ operation }) => operation === 'GetObject').length).toBeLessThanOrEqual(25);
    const attempts = read
      .filter(({ state, event }) => state === 'AwaitDecision' && event === 'outcome')
      .map(({ attempt }) => attempt);
    expect(attempts).toEqual([1, 2, 3, 4, 5, ...Array.from({ length: 15 }, (_, index) => 386 + index)]);
    expect(read.filter(({ state }) => state === 'Fence')).toEqual(tries('Fence', 3, startMs + 500_000));
    expect(read.every(({ epoch }) => epoch === 7)).toBe(true);
  });
});

describe('what cannot be read in a journal', () => {
  test.each([
    ['no JSON', '{'],
    ['no entry', '{}'],
    ['the entry of another recovery', JSON.stringify({ ...entry(2, 'outcome'), recoveryId: `${RECOVERY}0` })],
    ['another entry than its name says', JSON.stringify({ ...entry(2, 'outcome'), state: 'Verify' })],
    ['a recovery that is none', JSON.stringify({ ...entry(2, 'outcome'), recoveryId: 'x' })],
    ['an epoch that is none', JSON.stringify({ ...entry(2, 'outcome'), epoch: Number.MAX_SAFE_INTEGER })],
  ])('%s is named, and the rest is read', async (_what, text) => {
    await using store = await openStoreCloud();
    const journal = s3Journal(store.s3(), BUCKET);
    const entries = [entry(1, 'intent'), entry(3, 'outcome', 2)];
    for (const one of entries) await journal.write('support', one);
    await store.cloud.s3.put(
      BUCKET,
      `journal/support/${RECOVERY}/${entry(2, 'outcome').at}-Fence-1-outcome.json`,
      text,
    );
    await store.cloud.s3.put(BUCKET, `journal/support/${RECOVERY}/odd`, 'x');
    const [bad, ...rest] = await journal.read('support', RECOVERY);
    expect(rest).toEqual(entries);
    expect(bad).toMatchObject({ state: 'Journal', event: 'error', outcome: 'JournalUnreadable' });
    expect(bad?.evidence?.[0]).toMatch(/Fence-1-outcome.*Check these objects/);
  });
});

test.each([
  ['again', 'again'],
  ['preempted', 'preempted'],
  ['moved-and-more', 'unknown'],
  ['constructor', 'unknown'],
])('an entry whose outcome another version wrote as %s is read as %s', async (written, read) => {
  await using store = await openStoreCloud();
  const one = entry(2, 'outcome');
  const key = `journal/support/${RECOVERY}/${one.at}-Fence-1-outcome.json`;
  await store.cloud.s3.put(BUCKET, key, JSON.stringify({ ...one, outcome: written }));
  expect(await s3Journal(store.s3(), BUCKET).read('support', RECOVERY)).toEqual([{ ...one, outcome: read }]);
});
