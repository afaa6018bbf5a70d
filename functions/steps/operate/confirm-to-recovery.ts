// Confirm: a person's word to a running recovery. It goes into the pair record, where Fence reads it.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { wrongInput } from '../../contract/workflow/verbs/parse-input.ts';
import { type ConfirmRequest, confirming } from '../../domain/approval/confirmation.ts';
import type { PairRecords, RecordReading } from '../../store/record/pair-records.ts';

/** @throws WrongInput if that recovery takes no such word; PairRecordContended */
export const confirmToRecovery = async (
  { records }: { readonly records: PairRecords },
  settings: PairSettings,
  request: ConfirmRequest,
): Promise<RecordReading & { readonly message: string }> => {
  const done = await records.change(settings, (record, nowMs) => {
    const word = confirming(record, request, nowMs);
    if ('fault' in word) throw wrongInput([word.fault]);
    return { record: word.record, said: word.message };
  });
  return { ...done, message: `${settings.name}: ${done.said}.` };
};
