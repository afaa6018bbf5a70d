// Why an automatic failover waits for a person although nothing blocks it any more: its outage stood in a pause or a
// service window.
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { StartInput } from '../../../contract/workflow/verbs/verbs.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import type { PairRecord } from '../../../domain/record/pair-record.ts';
import { waitsBecauseOf } from '../../../domain/windows/unattended.ts';

/** Rounds until the alarm is raised, a capture that delays it, and the age at which its event is dropped. */
const lagMsOf = ({ watch }: PairSettings): number => 2 * watch.failuresToAlarm * watch.roundSeconds * 1000 + 120_000;

export const waitsBecause = (
  settings: PairSettings,
  record: PairRecord,
  { asked, startedAt }: { readonly asked: StartInput; readonly startedAt: string },
  nowMs: number,
): Pick<Recovery, 'waitsBecause'> => {
  if (asked.kind !== 'failover' || asked.trigger !== 'alarm' || asked.dryRun) return {};
  const known = [startedAt, asked.outageSince, record.outage?.appliance === record.primary && record.outage.since];
  const knownSinceMs = Math.min(...known.flatMap((at) => (at ? [Date.parse(at)] : [])));
  const because = waitsBecauseOf(record, settings.windows, { knownSinceMs, lagMs: lagMsOf(settings) }, nowMs);
  return because === undefined ? {} : { waitsBecause: because };
};
