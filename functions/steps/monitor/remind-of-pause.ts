// Reconcile's part while a pair is paused: it reminds operators every day.
import { isPauseToBeNotified, pauseNow, pauseReminder } from '../../domain/recovery/pause.ts';
import type { Messages } from '../../platform/messages.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import type { PairReading } from '../pairs/read-pairs.ts';

export interface RemindOfPauseTools {
  readonly records: PairRecords;
  readonly messages: Messages;
}

/** May remind twice, but never misses one. @returns what was done; undefined where no reminder is due. */
export const remindOfPause = async (
  { records, messages }: RemindOfPauseTools,
  { settings, record, nowMs }: PairReading,
): Promise<string | undefined> => {
  const pause = pauseNow(record, nowMs);
  if (!pause) return undefined;
  if (pause.since === undefined) {
    // Written by an older version or by hand: count its days from now.
    const since = new Date(nowMs).toISOString();
    await records.change(settings, ({ pause: now, ...rest }) => ({
      record: now && now.since === undefined ? { ...rest, pause: { ...now, since } } : undefined,
    }));
    return undefined;
  }
  if (!isPauseToBeNotified(pause, nowMs)) return undefined;
  await messages.notify(pauseReminder(settings.name, pause));
  const notifiedAt = new Date(nowMs).toISOString();
  await records.change(settings, ({ pause: now, ...rest }) => ({
    // A newer pause has sent its own notification.
    record:
      now && now.until === record.pause?.until && now.since === record.pause?.since
        ? { ...rest, pause: { ...now, notifiedAt } }
        : undefined,
  }));
  return `operators are reminded that ${settings.name} is paused until ${pause.until}`;
};
