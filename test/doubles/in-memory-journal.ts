// A journal in memory: entries have the same names as in S3, none is overwritten, and reads return what S3 would
// return.
import type { Journal, JournalEntry } from '../../functions/store/record/journal.ts';
import { compacted, distinct, journalKey, keyParts, secondKey } from '../../functions/store/record/journal-keys.ts';
import { unreadableEntries } from '../../functions/store/record/stored-entry.ts';

export interface InMemoryJournal extends Journal {
  /** All that was written, in order. */
  readonly entries: readonly (JournalEntry & { readonly pair: string })[];
}

export const inMemoryJournal = (): InMemoryJournal => {
  const entries: (JournalEntry & { readonly pair: string })[] = [];
  const byName = new Map<string, string>();
  return {
    entries,
    write: async (pair, entry) => {
      const text = JSON.stringify(entry);
      const name = [journalKey(entry), secondKey(entry)]
        .map((key) => `${pair}/${entry.recoveryId}/${key}`)
        .find((key) => !byName.has(key) || byName.get(key) === text);
      if (name === undefined || byName.has(name)) return;
      byName.set(name, text);
      entries.push({ pair, ...(JSON.parse(JSON.stringify(entry)) as JournalEntry) });
    },
    read: async (pair, recoveryId) => {
      const folder = `${pair}/${recoveryId}/`;
      const names = [...byName.keys()]
        .filter((name) => name.startsWith(folder))
        .map((name) => name.slice(folder.length));
      const known = compacted(names.toSorted().flatMap((name) => keyParts(name) ?? []));
      const faults = names
        .filter((name) => keyParts(name) === undefined)
        .map((name) => `${name}: not the name of an entry`);
      let epoch = 0;
      const read = known.map(({ name, ...said }, index): JournalEntry => {
        if (said.event === 'intent' && index > 0) return { recoveryId, epoch, ...said };
        const entry = JSON.parse(byName.get(folder + name) ?? '') as JournalEntry;
        epoch = entry.epoch;
        return entry;
      });
      return [...unreadableEntries(faults, recoveryId, read[0]), ...distinct(read)];
    },
  };
};
