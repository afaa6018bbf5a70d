// Limits repeated automatic notifications by kind, and counts them in the pair record. What cannot be read or counted
// there is sent: operators get a notification twice rather than never.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { countIn, goesOut, noted } from '../../domain/recovery/notices.ts';
import { withParagraph } from '../../domain/text/notification-body.ts';
import type { Message, Messages } from '../../platform/messages.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';

export interface NotifyBoundedTools {
  readonly records: PairRecords;
  readonly messages: Messages;
}

export interface Bounded {
  /** Kind of notification within the pair. */
  readonly kind: string;
  readonly recoveryId: string;
}

const withCount = (message: Message, count: readonly string[]): Message =>
  count.length === 0 ? message : { ...message, body: withParagraph(message.body, count.join(' ')) };

/** @returns `held` if it was counted and not sent. @throws what sending throws */
export const notifyBounded = async (
  { records, messages }: NotifyBoundedTools,
  settings: PairSettings,
  { kind, recoveryId }: Bounded,
  message: Message,
): Promise<'sent' | 'held'> => {
  const note = (wentOut: boolean) =>
    records.change(settings, (record, nowMs) => ({
      record: { ...record, notices: noted(record.notices, { kind, wentOut, recoveryId }, nowMs) },
    }));
  const [read] = await Promise.allSettled([records.read(settings)]);
  if (read.status === 'rejected') {
    await messages.notify(message);
    return 'sent';
  }
  const { record, nowMs } = read.value;
  if (!goesOut(record.notices, kind, nowMs)) {
    const [counted] = await Promise.allSettled([note(false)]);
    if (counted.status === 'fulfilled') return 'held';
  }
  await messages.notify(withCount(message, countIn(record.notices, kind, nowMs)));
  await Promise.allSettled([note(true)]);
  return 'sent';
};
