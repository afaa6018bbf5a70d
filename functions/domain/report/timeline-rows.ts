// The rows of a report's timeline, from the lines of a journal. Pure.
import type { JournalLine } from '../model/journal-line.ts';
import type { TimelineRow } from '../model/timeline-row.ts';
import { secondsBetween } from './stage-times.ts';

/** Within one millisecond the store sorts by name, which would place an error before its intent. */
export const byProgress = (one: JournalLine, other: JournalLine): number =>
  Date.parse(one.at) - Date.parse(other.at) ||
  one.attempt - other.attempt ||
  Number(one.event !== 'intent') - Number(other.event !== 'intent');

/** One row per state, in the order in which they began. */
export const timelineOf = (journal: readonly JournalLine[]): readonly TimelineRow[] => {
  const states = [...new Set(journal.filter(({ event }) => event !== 'closed').map(({ state }) => state))];
  return states.flatMap((state) => {
    const lines = journal.filter((line) => line.state === state && line.event !== 'closed').toSorted(byProgress);
    const first = lines[0];
    const last = lines.at(-1);
    if (!first || !last) return [];
    const outcome = last.event === 'error' ? 'error' : (last.outcome ?? 'unfinished');
    return [
      {
        state,
        attempts: Math.max(...lines.map(({ attempt }) => attempt)),
        startedAt: first.at,
        endedAt: last.at,
        elapsedSeconds: secondsBetween(first.at, last.at),
        outcome,
        evidence: last.evidence ?? [],
      },
    ];
  });
};
