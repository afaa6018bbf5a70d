// Whether a watcher or an inspector has never started. An armed alarm counts missing data only after its first data
// points, so that a first deployment raises no alarm. If no data ever arrive, the alarm never fires, and this
// notification takes its place. Pure.
import type { PairRecord } from '../record/pair-record.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

/** The two parts of an armed alarm. */
export interface ArmedAlarmParts {
  /** Such as WatcherSilent. */
  readonly alarm: string;
  /** In ALARM before the first data points too. `sinceMs` since 1970. */
  readonly condition: { readonly state: string; readonly sinceMs: number } | undefined;
  /** In ALARM from the first data points on, for ever. */
  readonly armed: { readonly state: string } | undefined;
}

/** A first round comes within three minutes of a deployment, and three of them arm an alarm. */
const GRACE_MS = 10 * 60_000;
const RENOTIFY_NEW_MS = 10 * 60_000;
const RENOTIFY_MS = 24 * 3_600_000;

/** Names of the alarms that have waited for their first data points for ten minutes or more. */
export const neverReported = (alarms: readonly ArmedAlarmParts[], nowMs: number): readonly string[] =>
  alarms.flatMap(({ alarm, condition, armed }) =>
    condition?.state === 'ALARM' && armed?.state !== 'ALARM' && nowMs - condition.sinceMs >= GRACE_MS ? [alarm] : [],
  );

/** At once, then every day while it persists; for a further alarm at most every ten minutes. */
export const isNeverReportedToBeNotified = (
  { neverReported: last }: Pick<PairRecord, 'neverReported'>,
  alarms: readonly string[],
  nowMs: number,
): boolean => {
  if (alarms.length === 0) return false;
  const ageMs = last === undefined ? Number.POSITIVE_INFINITY : nowMs - Date.parse(last.notifiedAt);
  return ageMs >= RENOTIFY_MS || (ageMs >= RENOTIFY_NEW_MS && alarms.some((alarm) => !last?.alarms.includes(alarm)));
};

/** The notification. */
export const neverReportedMessage = (
  pair: string,
  alarms: readonly string[],
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair}: NeverReported: no data yet for ${alarms.join(', ')}`),
  body: bodyOf([
    `What happened: Twinbox was deployed for ${pair} more than ten minutes ago, but has published no data yet for ${alarms.join(', ')}. Until it does, ${alarms.length === 1 ? 'that alarm cannot' : 'those alarms cannot'} fire, and an outage may go unnoticed.`,
    'What callers should do: nothing.',
    'What to do: follow docs/runbook.md, section NeverReported.',
    'Twinbox notifies you every day while this persists.',
  ]),
});
