// Reconcile's part about the alarms that notify people of what comes and goes: it publishes what keeps them in ALARM.
import type { Clock } from '../../contract/runtime/clock.ts';
import { alarmPartNameOf, HELD_ALARMS, type HeldAlarmName, METRICS } from '../../contract/runtime/metrics.ts';
import { heldPoint } from '../../domain/health/held-alarm.ts';
import type { AlarmStates } from '../../platform/alarm-states.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { PairReading } from '../pairs/read-pairs.ts';

export interface HoldAlarmsTools {
  readonly alarms: AlarmStates;
  readonly metrics?: Metrics;
  readonly clock: Clock;
}

const HELD_BY: Readonly<Record<HeldAlarmName, keyof typeof METRICS>> = {
  PrimaryUnsteady: 'primaryUnsteady',
  ServiceDown: 'serviceUnsteady',
};

/** Publishes only what changes. */
export const holdAlarms = async (
  { alarms, metrics, clock }: HoldAlarmsTools,
  { settings }: Pick<PairReading, 'settings'>,
): Promise<undefined> => {
  const pair = settings.name;
  const parts = HELD_ALARMS.map((alarm) => ({
    metric: METRICS[HELD_BY[alarm]],
    raised: alarmPartNameOf(pair, alarm, 'Raised'),
    held: alarmPartNameOf(pair, alarm, 'Held'),
  }));
  const states = await alarms.readAll(parts.flatMap(({ raised, held }) => [raised, held]));
  const nowMs = clock.nowMs();
  const at = new Date(nowMs).toISOString();
  const points = parts.flatMap(({ metric, raised, held }) => {
    const value = heldPoint(states.get(raised), states.get(held), nowMs);
    return value === undefined ? [] : [{ name: metric, value, at, highResolution: true }];
  });
  if (points.length > 0) await metrics?.put(pair, points);
};
