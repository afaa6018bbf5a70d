// Resume: ends a pause, and lets Twinbox act on an outage that stood in a pause or a service window. A recovery that
// waits for that reason counts it as an approval.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { answering } from '../../domain/approval/answer.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { PairRecords, RecordReading } from '../../store/record/pair-records.ts';

/** The question of a recovery that waits only because its outage stood in a pause or a window. */
const waiting = ({ question }: PairRecord) => (question && question.askedBecause !== 'ask' ? question : undefined);

const resumed = (record: PairRecord, by: string, nowMs: number): PairRecord => {
  const { pause: _ended, ...rest } = record;
  const known: PairRecord = { ...rest, resumedAt: new Date(nowMs).toISOString() };
  const question = waiting(record);
  if (!question) return known;
  const { recoveryId: recovery } = question;
  const answer = answering(known, { recovery, verdict: 'approved', by, reason: 'resumed the pair' }, nowMs);
  return 'record' in answer ? (answer.record ?? known) : known;
};

/** @throws PairRecordContended */
export const resumePair = async (
  { records }: { readonly records: PairRecords },
  settings: PairSettings,
  { by = 'a person' }: { readonly by?: string | undefined },
): Promise<RecordReading & { readonly message: string }> => {
  const { name, windows } = settings;
  const done = await records.change(settings, (record, nowMs) => {
    const changes = record.pause !== undefined || windows.length > 0 || waiting(record) !== undefined;
    return { record: changes ? resumed(record, by, nowMs) : undefined };
  });
  return { ...done, message: `${name} is no longer paused.` };
};
