// What an inspection says to a person who asks for the status: could the standby take over now, what that rests on, and what nobody
// tried. Pure.

import { type Check, describeCheck } from '../model/readiness-check.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { pauseNow } from '../recovery/pause.ts';
import { findingsOf, type Inspection } from './inspection.ts';

/** The inspector runs every minute: what is older than this says nothing of now. */
const STALE_MS = 5 * 60_000;

interface Verdict {
  readonly is: 'yes' | 'as far as it was checked, yes' | 'no' | 'not known';
  readonly reason: string;
}

const uncheckedIn = (checks: readonly Check[]): readonly Check[] => checks.filter(({ result }) => result === 'not-checked');

const yes = (backup: string, checks: readonly Check[] | undefined): Verdict => {
  if (checks === undefined)
    return { is: 'as far as it was checked, yes', reason: `${backup}; an older version did not note what it checked` };
  const unchecked = uncheckedIn(checks);
  if (unchecked.length === 0) return { is: 'yes', reason: backup };
  const what = unchecked.map(({ about }) => about).join(', ');
  return { is: 'as far as it was checked, yes', reason: `${backup}; not checked: ${what}` };
};

const verdictOf = (inspection: Inspection, record: Pick<PairRecord, 'pair' | 'pause'>, nowMs: number): Verdict => {
  const { at, standby, standbyFindings, standbyAskedAt, restorePoint, checks } = inspection;
  const pause = pauseNow(record, nowMs);
  if (pause) {
    return {
      is: 'no',
      reason: `${record.pair} is paused until ${pause.until} (${pause.reason}): nothing is started before it is resumed`,
    };
  }
  if (nowMs - Date.parse(at) > STALE_MS) return { is: 'not known', reason: `nobody has looked since ${at}` };
  const against = standbyFindings.filter(({ alarms }) => alarms).map(({ message, fix }) => `${message} (${fix})`);
  if (against.length > 0) return { is: 'no', reason: against.join('; ') };
  if (standbyAskedAt === undefined) return { is: 'not known', reason: `${standby} was not asked yet` };
  if (restorePoint === undefined) return { is: 'not known', reason: `${standby} was last asked at ${standbyAskedAt}` };
  if ('missing' in restorePoint) return { is: 'no', reason: restorePoint.missing };
  return yes(`with the backup ${restorePoint.backupId} of ${restorePoint.capturedAt}`, checks);
};

/** What Twinbox does by itself, before anything else: whoever reads no further knows that at least. */
const automationOf = (automation: 'observe' | 'act'): string =>
  automation === 'act' ? 'automation: act' : 'automation: observe, so Twinbox starts nothing by itself';

export interface InspectionQuestion {
  readonly record: Pick<PairRecord, 'pair' | 'primary' | 'pause'>;
  readonly standby: string;
  readonly automation: 'observe' | 'act';
  readonly nowMs: number;
}

/** @returns one fact a line. @param unread why the inspection could not be read, where it could not. */
export const describeInspection = (
  inspection: Inspection | undefined,
  { record, standby, automation, nowMs }: InspectionQuestion,
  unread?: string,
): readonly string[] => {
  const asked = `${automationOf(automation)}; could ${standby} take over now`;
  if (unread !== undefined) return [`${asked}: not known, the inspection cannot be read: ${unread}`];
  if (!inspection) return [`${asked}: not known, the pair was not inspected yet`];
  if (inspection.primary !== record.primary) return [`${asked}: not known, the roles were changed after ${inspection.at}`];
  const { is, reason } = verdictOf(inspection, record, nowMs);
  const others = findingsOf(inspection).filter(({ message }) => !reason.includes(message));
  return [
    `${asked}: ${is}, ${reason} (inspected at ${inspection.at})`,
    ...others.map(({ name, message, fix }) => `${name}: ${message} (${fix})`),
    ...(inspection.people ? [] : ['whether alarms reach people: not checked']),
    ...(inspection.checks ?? []).filter(({ result }) => result !== 'failed').map(describeCheck),
  ];
};
