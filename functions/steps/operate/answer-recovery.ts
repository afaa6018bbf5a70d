// Approve and deny: a person's answer to a running recovery. It goes into the pair record, where AwaitDecision reads it.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { wrongInput } from '../../contract/workflow/verbs/parse-input.ts';
import { type AnswerRequest, answering } from '../../domain/approval/answer.ts';
import type { PairRecords, RecordReading } from '../../store/record/pair-records.ts';

/** @throws WrongInput if that recovery takes no such answer; PairRecordContended */
export const answerRecovery = async (
  { records }: { readonly records: PairRecords },
  settings: PairSettings,
  request: AnswerRequest,
): Promise<RecordReading & { readonly message: string }> => {
  const done = await records.change(settings, (record, nowMs) => {
    const answer = answering(record, request, nowMs);
    if ('fault' in answer) throw wrongInput([answer.fault]);
    return { record: answer.record, said: answer.message };
  });
  return { ...done, message: `${settings.name}: ${done.said}.` };
};
