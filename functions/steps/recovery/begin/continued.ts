// Begin's part for continue: the input that the hold of a halted recovery has, signed by the person who continues.
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import { parseInput, wrongInput } from '../../../contract/workflow/verbs/parse-input.ts';
import { isRecoveryInput, type RecoveryInput, type StartInput } from '../../../contract/workflow/verbs/verbs.ts';
import { continuationOf } from '../../../domain/approval/continuation.ts';
import type { PairRecords } from '../../../store/record/pair-records.ts';

/** @throws WrongInput if there is no hold, or the pair has changed since */
export const startOf = async (
  { records }: { readonly records: Pick<PairRecords, 'read'> },
  settings: PairSettings,
  asked: RecoveryInput,
  execution: string,
): Promise<StartInput> => {
  if (asked.kind !== 'continue') return asked;
  const { record } = await records.read(settings);
  const found = continuationOf(record, asked, execution);
  if ('faults' in found) throw wrongInput(found.faults);
  const input = parseInput(found.input);
  if (!isRecoveryInput(input) || input.kind === 'continue')
    throw wrongInput([`continue: the hold continues with ${JSON.stringify(input)}, which is no recovery`]);
  return input;
};
