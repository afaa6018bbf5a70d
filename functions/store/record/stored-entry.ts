// A journal entry as stored. An unreadable entry is reported and left out: the others still show what was done.
import * as z from 'zod/mini';
import { parseJson } from '../../contract/json/parse-json.ts';
import { storedOutcome } from '../../domain/model/outcome.ts';
import { unreadableJournal } from '../../domain/model/own-entries.ts';
import { epochForm, recoveryIdForm, time } from '../form/stored-forms.ts';
import type { JournalEntry } from './journal.ts';
import type { KeyParts } from './journal-keys.ts';

const StoredEntry = z.looseObject({
  recoveryId: recoveryIdForm,
  epoch: epochForm,
  at: time,
  state: z.string(),
  attempt: z.int(),
  event: z.enum(['intent', 'outcome', 'error', 'closed']),
  outcome: z.exactOptional(z.string()),
  evidence: z.exactOptional(z.array(z.string())),
});

/** The state's present name: a recovery that an older version began may end under this one. */
const stateNow = (state: string): string => (state === 'LastLook' ? 'Reconfirm' : state);

/** @returns the entry, or a fault if it is invalid or does not match its name. */
export const parseEntry = (
  text: string,
  part: KeyParts,
  recoveryId: string,
): JournalEntry | { readonly fault: string } => {
  const { value, faults } = parseJson(StoredEntry, text);
  if (!value) return { fault: `${part.name}: ${faults}` };
  const { outcome, ...rest } = value;
  const entry: JournalEntry = { ...rest, ...(outcome !== undefined && { outcome: storedOutcome(outcome) }) };
  const wrong = (['at', 'state', 'attempt', 'event'] as const).filter((fact) => entry[fact] !== part[fact]);
  if (entry.recoveryId !== recoveryId) return { fault: `${part.name}: it belongs to recovery ${entry.recoveryId}` };
  if (wrong.length > 0) return { fault: `${part.name}: ${wrong.join(', ')} differs from its name` };
  return { ...entry, state: stateNow(entry.state) };
};

const MOST_NAMED = 10;

/** One error that names the unreadable entries; none if all could be read. */
export const unreadableEntries = (
  faults: readonly string[],
  recoveryId: string,
  first: JournalEntry | undefined,
): readonly JournalEntry[] => {
  if (faults.length === 0) return [];
  const more = faults.length > MOST_NAMED ? [`and ${faults.length - MOST_NAMED} more`] : [];
  const hint = 'Check these objects in the record bucket, which keeps their earlier versions.';
  const at = first?.at ?? `${recoveryId.slice(0, 4)}-${recoveryId.slice(4, 6)}-${recoveryId.slice(6, 8)}T00:00:00.000Z`;
  return [
    {
      recoveryId,
      epoch: first?.epoch ?? 0,
      at,
      ...unreadableJournal(
        `JournalUnreadable: ${[...faults.slice(0, MOST_NAMED).map((fault) => fault.slice(0, 300)), ...more].join('; ')}. ${hint}`,
      ),
    },
  ];
};
