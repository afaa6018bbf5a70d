// What each alarm of a pair says, and when it is in ALARM. Each alarm defines how it treats missing data: a dead or
// blind watcher must never appear as a dead primary.
import type { AlarmName } from '../../functions/contract/runtime/metrics.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { AlarmForm } from './alarm-form.ts';
import { backupAlarms } from './backup-alarms.ts';
import { pairAlarms } from './pair-alarms.ts';
import { serviceAlarms } from './service-alarms.ts';

export const alarmFormsOf = (pair: PairSettings): Readonly<Record<AlarmName, AlarmForm>> => ({
  ...serviceAlarms(pair),
  ...backupAlarms(pair),
  ...pairAlarms(pair),
});
