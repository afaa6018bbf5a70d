// Names of journal entries: they tell when, which state, which try, and what kind of entry it is, so that a journal of thousands can be
// cut to what its report needs before anything of it is read.
import type { JournalEntry } from './journal.ts';

export interface KeyParts extends Pick<JournalEntry, 'at' | 'state' | 'attempt' | 'event'> {
  readonly name: string;
}

export const journalKey = ({ at, state, attempt, event }: JournalEntry): string => `${at}-${state}-${attempt}-${event}.json`;

const NAME =
  /^(?<at>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)-(?<state>[A-Za-z]{1,40})-(?<attempt>\d{1,6})-(?<event>intent|outcome|error|closed)\.json$/;

const isEvent = (text: string): text is JournalEntry['event'] => ['intent', 'outcome', 'error', 'closed'].includes(text);

/** Undefined where it is not the name of an entry. */
export const keyParts = (name: string): KeyParts | undefined => {
  const { at = '', state = '', attempt = '', event = '' } = NAME.exec(name)?.groups ?? {};
  return isEvent(event) && !Number.isNaN(Date.parse(at)) ? { name, at, state, attempt: Number(attempt), event } : undefined;
};

const FIRST_KEPT = 5;
const LAST_KEPT = 15;

/**
 * Of each state and kind the first and the last entries: what a loop wrote in between says the same again.
 * @param parts oldest first.
 */
export const compacted = (parts: readonly KeyParts[]): readonly KeyParts[] => {
  const kinds = Map.groupBy(parts, ({ state, event }) => `${state} ${event === 'intent' || event === 'closed' ? event : 'end'}`);
  const kept = new Set(
    [...kinds.values()].flatMap((same) =>
      same.length <= FIRST_KEPT + LAST_KEPT ? same : [...same.slice(0, FIRST_KEPT), ...same.slice(-LAST_KEPT)],
    ),
  );
  return parts.filter((part) => kept.has(part));
};
