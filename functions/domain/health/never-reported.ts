// Whether a watcher or an inspector has never come up. An alarm for which silence is bad news counts silence from its first figures on,
// so that a first deployment is quiet; where none ever come, that alarm stays quiet for ever, and people are notified by this. Pure.
import type { PairRecord } from '../record/pair-record.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

/** The two parts of an alarm for which silence is bad news. */
export interface ArmedAlarmParts {
  /** Such as WatcherSilent. */
  readonly alarm: string;
  /** In ALARM before the first figures too. `sinceMs` since 1970. */
  readonly condition: { readonly state: string; readonly sinceMs: number } | undefined;
  /** In ALARM from the first figures on, for ever. */
  readonly armed: { readonly state: string } | undefined;
}

/** A first round comes within three minutes of a deployment, and three of them arm an alarm. */
const GRACE_MS = 10 * 60_000;
const RENOTIFY_NEW_MS = 10 * 60_000;
const RENOTIFY_MS = 24 * 3_600_000;

/** Names of the alarms that have waited for their first figures for ten minutes or more. */
export const neverReported = (alarms: readonly ArmedAlarmParts[], nowMs: number): readonly string[] =>
  alarms.flatMap(({ alarm, condition, armed }) =>
    condition?.state === 'ALARM' && armed?.state !== 'ALARM' && nowMs - condition.sinceMs >= GRACE_MS ? [alarm] : [],
  );

/** At once; what stands again every day, and a further alarm at most every ten minutes. */
export const isNeverReportedToBeNotified = (
  { neverReported: last }: Pick<PairRecord, 'neverReported'>,
  alarms: readonly string[],
  nowMs: number,
): boolean => {
  if (alarms.length === 0) return false;
  const ageMs = last === undefined ? Number.POSITIVE_INFINITY : nowMs - Date.parse(last.notifiedAt);
  return ageMs >= RENOTIFY_MS || (ageMs >= RENOTIFY_NEW_MS && alarms.some((alarm) => !last?.alarms.includes(alarm)));
};

/** What people are notified of. */
export const neverReportedMessage = (
  pair: string,
  alarms: readonly string[],
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair}: NeverReported: no figures have ever come for ${alarms.join(', ')}`),
  body: bodyOf([
    `What happened: Twinbox was deployed more than ten minutes ago, and for ${pair} no figures have come yet for ${alarms.join(', ')}. Until they come, ${alarms.length === 1 ? 'that alarm stays' : 'those alarms stay'} quiet, and a dead primary may go unnoticed.`,
    'What callers should do: nothing.',
    'What to do: docs/runbook.md, section NeverReported.',
    'You are notified again every day while it is so.',
  ]),
});
