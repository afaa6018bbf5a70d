// Names of journal entries. Each holds time, state, attempt and kind of entry, so that a journal of thousands can be
// reduced to what its report needs before any entry is read.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { JournalEntry } from './journal.ts';

export interface KeyParts extends Pick<JournalEntry, 'at' | 'state' | 'attempt' | 'event'> {
  readonly name: string;
}

const stem = ({ at, state, attempt, event }: JournalEntry): string => `${at}-${state}-${attempt}-${event}`;

export const journalKey = (entry: JournalEntry): string => `${stem(entry)}.json`;

const DIGEST_LENGTH = 12;

/**
 * The name of an entry whose first name is taken. It contains a hash of the entry, so that two runs never use the same
 * name.
 */
export const secondKey = (entry: JournalEntry): string =>
  `${stem(entry)}_${createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, DIGEST_LENGTH)}.json`;

/** An entry that was written twice, because the first answer was lost, counts once. */
export const distinct = (entries: readonly JournalEntry[]): readonly JournalEntry[] =>
  entries.filter((entry, index) => !entries.slice(0, index).some((earlier) => isDeepStrictEqual(earlier, entry)));

const NAME =
  /^(?<at>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)-(?<state>[A-Za-z]{1,40})-(?<attempt>\d{1,6})-(?<event>intent|outcome|error|closed)(?:_[0-9a-f]{12})?\.json$/;

const isEvent = (text: string): text is JournalEntry['event'] =>
  ['intent', 'outcome', 'error', 'closed'].includes(text);

/** Undefined if it is not the name of an entry. */
export const keyParts = (name: string): KeyParts | undefined => {
  const { at = '', state = '', attempt = '', event = '' } = NAME.exec(name)?.groups ?? {};
  return isEvent(event) && !Number.isNaN(Date.parse(at))
    ? { name, at, state, attempt: Number(attempt), event }
    : undefined;
};

const FIRST_KEPT = 5;
const LAST_KEPT = 15;

/**
 * The first and the last entries of each state and kind: those that a loop wrote in between only repeat them.
 * @param parts oldest first.
 */
export const compacted = (parts: readonly KeyParts[]): readonly KeyParts[] => {
  const kinds = Map.groupBy(
    parts,
    ({ state, event }) => `${state} ${event === 'intent' || event === 'closed' ? event : 'end'}`,
  );
  const kept = new Set(
    [...kinds.values()].flatMap((same) =>
      same.length <= FIRST_KEPT + LAST_KEPT ? same : [...same.slice(0, FIRST_KEPT), ...same.slice(-LAST_KEPT)],
    ),
  );
  return parts.filter((part) => kept.has(part));
};
