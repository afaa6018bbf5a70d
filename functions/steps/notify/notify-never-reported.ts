// Reconcile's part about a watcher or an inspector that never started. The alarms on its silence wait for their first
// metrics, so operators are notified here.
import type { Clock } from '../../contract/runtime/clock.ts';
import { ARMED_ALARMS, alarmPartNameOf } from '../../contract/runtime/metrics.ts';
import {
  isNeverReportedToBeNotified,
  neverReported,
  neverReportedMessage,
} from '../../domain/health/never-reported.ts';
import type { AlarmStates } from '../../platform/alarm-states.ts';
import type { Messages } from '../../platform/messages.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import type { PairReading } from '../pairs/read-pairs.ts';

export interface NotifyNeverReportedTools {
  readonly alarms: AlarmStates;
  readonly messages: Messages;
  readonly records: PairRecords;
  readonly clock: Clock;
}

/**
 * May notify twice, but never misses one.
 * @returns what was found; undefined where metrics arrived or may still arrive.
 */
export const notifyNeverReported = async (
  { alarms, messages, records, clock }: NotifyNeverReportedTools,
  { settings, record }: PairReading,
): Promise<string | undefined> => {
  const pair = settings.name;
  const parts = ARMED_ALARMS.map((alarm) => ({
    alarm,
    condition: alarmPartNameOf(pair, alarm, 'Condition'),
    armed: alarmPartNameOf(pair, alarm, 'Armed'),
  }));
  const states = await alarms.readAll(parts.flatMap(({ condition, armed }) => [condition, armed]));
  const nowMs = clock.nowMs();
  const found = neverReported(
    parts.map(({ alarm, condition, armed }) => ({ alarm, condition: states.get(condition), armed: states.get(armed) })),
    nowMs,
  );
  if (found.length === 0) return undefined;
  const message = `no metrics have ever arrived for ${found.join(', ')}`;
  if (!isNeverReportedToBeNotified(record, found, nowMs)) return message;
  await messages.notify(neverReportedMessage(pair, found));
  const notified = { alarms: found, notifiedAt: new Date(nowMs).toISOString() };
  await records.change(settings, (current) => ({ record: { ...current, neverReported: notified } }));
  return `${message}: operators are notified`;
};
