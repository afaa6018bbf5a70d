// The findings on the last read-back: the newest backup is damaged, or no backup has been read back for too long. Pure.
import { CLOCK_SLACK_MS, type ReadBack } from '../../backup/backup-verification.ts';
import type { Finding } from './finding.ts';

/** `last` is absent if there has been no read-back. */
export interface ReadBackFacts {
  readonly last?: ReadBack;
}

interface Facts {
  readonly pair: string;
  /** Whether there is a good backup; undefined if the backup store could not be read. */
  readonly hasGood?: boolean;
  readonly readBack?: ReadBackFacts;
  readonly previous?: { readonly noReadBackSince?: string };
  readonly nowMs: number;
}

interface Found {
  readonly readBackFindings?: readonly Finding[];
  readonly noReadBackSince?: string;
}

/** A read-back runs every night; the extra hours allow for one that was missed. */
const OVERDUE_MS = 30 * 3_600_000;

const overdue = (pair: string, since: string): Finding => ({
  name: 'ReadBackOverdue',
  message: `no backup of ${pair} has been read back since ${since}`,
  fix: `Check the errors of the function Twinbox-${pair}-read-back and its schedule.`,
  alarms: true,
});

const damaged = ({ backupId, at, reason }: ReadBack): Finding => ({
  name: 'BackupDamaged',
  message: `the backup ${backupId} was read back at ${at} and is damaged: ${reason}`,
  fix: 'A failover skips it and restores the previous one. Take a capture now, and find out what changed it.',
  alarms: true,
});

export const readBackOf = ({ pair, hasGood, readBack, previous, nowMs }: Facts): Found => {
  if (hasGood !== true || readBack === undefined) return {};
  const happened = (at: string | undefined): at is string =>
    at !== undefined && Date.parse(at) <= nowMs + CLOCK_SLACK_MS;
  const last = happened(readBack.last?.at) ? readBack.last : undefined;
  const now = new Date(nowMs).toISOString();
  const noted = happened(previous?.noReadBackSince) ? previous?.noReadBackSince : undefined;
  const since = last?.at ?? noted ?? now;
  const late = nowMs - Date.parse(since) > OVERDUE_MS;
  return {
    readBackFindings: [...(last && !last.intact ? [damaged(last)] : []), ...(late ? [overdue(pair, since)] : [])],
    ...(last === undefined && { noReadBackSince: since }),
  };
};
