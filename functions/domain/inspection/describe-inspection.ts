// What an inspection says to a person who asks for the status: could the standby take over now, and what else was found. Pure.
import type { PairRecord } from '../pair-record.ts';
import { findingsOf, type Inspection } from './inspection.ts';

/** The inspector runs every minute: what is older than this says nothing of now. */
const STALE_MS = 5 * 60_000;

interface Verdict {
  readonly is: 'yes' | 'no' | 'not known';
  readonly because: string;
}

const verdictOf = (inspection: Inspection, nowMs: number): Verdict => {
  const { at, standby, standbyFindings, standbyAskedAt, restorePoint } = inspection;
  if (nowMs - Date.parse(at) > STALE_MS) return { is: 'not known', because: `nobody has looked since ${at}` };
  const against = standbyFindings.filter(({ alarms }) => alarms).map(({ says, fix }) => `${says} (${fix})`);
  if (against.length > 0) return { is: 'no', because: against.join('; ') };
  if (standbyAskedAt === undefined) return { is: 'not known', because: `${standby} was not asked yet` };
  if (restorePoint === undefined) return { is: 'not known', because: `${standby} was last asked at ${standbyAskedAt}` };
  if ('missing' in restorePoint) return { is: 'no', because: restorePoint.missing };
  return { is: 'yes', because: `with the backup ${restorePoint.backupId} of ${restorePoint.capturedAt}` };
};

/** @returns one fact a line. */
export const describeInspection = (
  inspection: Inspection | undefined,
  { primary }: Pick<PairRecord, 'primary'>,
  standby: string,
  nowMs: number,
): readonly string[] => {
  const asked = `could ${standby} take over now`;
  if (!inspection) return [`${asked}: not known, the pair was not inspected yet`];
  if (inspection.primary !== primary) return [`${asked}: not known, the roles were changed after ${inspection.at}`];
  const { is, because } = verdictOf(inspection, nowMs);
  const others = findingsOf(inspection).filter(({ says }) => !because.includes(says));
  return [
    `${asked}: ${is}, ${because} (inspected at ${inspection.at})`,
    ...others.map(({ name, says, fix }) => `${name}: ${says} (${fix})`),
  ];
};
