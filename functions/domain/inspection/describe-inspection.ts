// Describes an inspection for the status: could the standby take over now, on what evidence, and what was not checked.
// Pure.

import { type Check, describeCheck } from '../model/readiness-check.ts';
import type { Automation } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { pauseNow } from '../recovery/pause.ts';
import { findingsOf, type Inspection } from './inspection.ts';

/** The inspector runs every minute. An older inspection says nothing about the present. */
const STALE_MS = 5 * 60_000;

/** Whether the standby could take over, and why (not). */
interface TakeOverVerdict {
  readonly is: 'yes' | 'yes, as far as checked' | 'no' | 'unknown';
  readonly reason: string;
}

const uncheckedIn = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ result }) => result === 'not-checked');

const yes = (backup: string, checks: readonly Check[] | undefined): TakeOverVerdict => {
  if (checks === undefined)
    return { is: 'yes, as far as checked', reason: `${backup}; an older version did not record its checks` };
  const unchecked = uncheckedIn(checks);
  if (unchecked.length === 0) return { is: 'yes', reason: backup };
  const what = unchecked.map(({ about }) => about).join(', ');
  return { is: 'yes, as far as checked', reason: `${backup}; not checked: ${what}` };
};

const verdictOf = (
  inspection: Inspection,
  record: Pick<PairRecord, 'pair' | 'pause'>,
  nowMs: number,
): TakeOverVerdict => {
  const { at, standby, standbyFindings, standbyAskedAt, restorePoint, checks } = inspection;
  const pause = pauseNow(record, nowMs);
  if (pause) {
    return {
      is: 'no',
      reason: `${record.pair} is paused until ${pause.until} (${pause.reason}): no recovery starts before the pause ends`,
    };
  }
  if (nowMs - Date.parse(at) > STALE_MS) return { is: 'unknown', reason: `the last inspection was at ${at}` };
  const against = standbyFindings.filter(({ alarms }) => alarms).map(({ message, fix }) => `${message} (${fix})`);
  if (against.length > 0) return { is: 'no', reason: against.join('; ') };
  if (standbyAskedAt === undefined) return { is: 'unknown', reason: `${standby} has not been inspected yet` };
  if (restorePoint === undefined)
    return { is: 'unknown', reason: `${standby} was last inspected at ${standbyAskedAt}` };
  if ('missing' in restorePoint) return { is: 'no', reason: restorePoint.missing };
  return yes(`with the backup ${restorePoint.backupId} of ${restorePoint.capturedAt}`, checks);
};

/** What Twinbox starts automatically. It comes first, so that everybody reads it. */
const AUTOMATION: Readonly<Record<Automation, string>> = {
  observe: 'automation: observe, so Twinbox starts no recovery',
  ask: 'automation: ask, so Twinbox moves users only once a person approves',
  act: 'automation: act',
};

export interface InspectionQuestion {
  readonly record: Pick<PairRecord, 'pair' | 'primary' | 'pause'>;
  readonly standby: string;
  readonly automation: Automation;
  readonly nowMs: number;
}

/**
 * Whether the standby could take over now.
 * @param unread why the inspection could not be read.
 */
const takeOverVerdict = (
  inspection: Inspection | undefined,
  { record, nowMs }: Pick<InspectionQuestion, 'record' | 'nowMs'>,
  unread?: string,
): TakeOverVerdict => {
  if (unread !== undefined) return { is: 'unknown', reason: `the inspection cannot be read: ${unread}` };
  if (!inspection) return { is: 'unknown', reason: 'the pair has not been inspected yet' };
  if (inspection.primary !== record.primary)
    return { is: 'unknown', reason: `the roles have changed since the inspection at ${inspection.at}` };
  return verdictOf(inspection, record, nowMs);
};

/** @returns one fact per line. @param unread why the inspection could not be read. */
export const describeInspection = (
  inspection: Inspection | undefined,
  { record, standby, automation, nowMs }: InspectionQuestion,
  unread?: string,
): readonly string[] => {
  const question = `${AUTOMATION[automation]}; could ${standby} take over now`;
  const { is, reason } = takeOverVerdict(inspection, { record, nowMs }, unread);
  if (unread !== undefined || inspection?.primary !== record.primary) return [`${question}: ${is}, ${reason}`];
  const others = findingsOf(inspection).filter(({ message }) => !reason.includes(message));
  return [
    `${question}: ${is}, ${reason} (inspected at ${inspection.at})`,
    ...others.map(({ name, message, fix }) => `${name}: ${message} (${fix})`),
    ...(inspection.people ? [] : ['whether alarms reach the operators: not checked']),
    ...(inspection.checks ?? []).filter(({ result }) => result !== 'failed').map(describeCheck),
  ];
};
