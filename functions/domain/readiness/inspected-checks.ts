// The checks of readiness that the last inspection answers. It made the checks of a failover itself; here its other
// findings become checks. An inspection that is old, or from before the roles changed, answers nothing. Pure.
import type { Finding } from '../inspection/findings/finding.ts';
import { fixAlone } from '../inspection/findings/people-muted.ts';
import type { Inspection } from '../inspection/inspection.ts';
import type { Check } from '../model/readiness-check.ts';
import { NEEDS, type Need } from '../needs/needs.ts';
import type { ReadinessFacts } from './readiness-facts.ts';

/** The inspector runs every minute. */
const STALE_MS = 5 * 60_000;

/** Why the last inspection answers nothing; undefined if it does. */
export const unansweredBy = (
  inspection: Inspection | undefined,
  { record, nowMs }: Pick<ReadinessFacts, 'record' | 'nowMs'>,
): string | undefined => {
  if (!inspection) return 'no inspection of the pair could be read';
  if (inspection.primary !== record.primary) return `the roles have changed since the inspection at ${inspection.at}`;
  return nowMs - Date.parse(inspection.at) > STALE_MS ? `the last inspection was at ${inspection.at}` : undefined;
};

const failedOf = (need: Need, findings: readonly Finding[], change: Partial<Finding> = {}): readonly Check[] =>
  findings.map((finding) => ({ need, about: NEEDS[need].is, result: 'failed', ...finding, ...change }));

/** Failed where there are findings, else passed with that message. */
const judged = (need: Need, findings: readonly Finding[], message: string): readonly Check[] =>
  findings.length > 0 ? failedOf(need, findings) : [{ need, about: NEEDS[need].is, result: 'passed', message }];

/** A soak is on purpose: the finding is what the check passed with. */
const softwareChecks = ({ parityFindings, at }: Inspection): readonly Check[] => {
  if (!parityFindings) return [];
  const onPurpose = parityFindings.filter(({ name, alarms }) => name === 'SoftwareDiffers' && !alarms);
  const message = onPurpose.map((finding) => finding.message).join('; ') || `they are alike, inspected at ${at}`;
  return judged(
    'software',
    parityFindings.filter((finding) => !onPurpose.includes(finding)),
    message,
  );
};

const ageChecks = (
  { restorePoint }: Inspection,
  { terms: { rpoMinutes, pair }, nowMs }: ReadinessFacts,
): readonly Check[] => {
  if (!restorePoint || 'missing' in restorePoint) return [];
  const of = { need: 'backup-age', about: NEEDS['backup-age'].is } as const;
  const { backupId, capturedAt } = restorePoint;
  const minutes = Math.floor((nowMs - Date.parse(capturedAt)) / 60_000);
  const found = `found ${minutes} min: ${backupId} of ${capturedAt}`;
  if (minutes <= rpoMinutes) return [{ ...of, result: 'passed', message: `at most ${rpoMinutes} min old, ${found}` }];
  const message = `expected a backup of at most ${rpoMinutes} min (policy.rpoMinutes), ${found}`;
  const fix = `Find out why captures of ${pair} fail or are suspect: {"kind": "status"} and the log of Twinbox-${pair}-capture say it.`;
  return [{ ...of, result: 'failed', name: 'BackupTooOld', message, fix, alarms: true }];
};

/** Each check of the inspection, except those that were just made anew. */
export const inspectedChecks = (facts: ReadinessFacts): readonly Check[] => {
  const { inspection, fresh = [] } = facts;
  if (!inspection || unansweredBy(inspection, facts) !== undefined) return [];
  const { checks = [], primaryFindings, readBackFindings, people, primary, at } = inspection;
  const renewed = new Set<Need>(fresh.map(({ need }) => need));
  return [
    ...checks.filter(({ need }) => !renewed.has(need)),
    // What ails the primary is why one fails over.
    ...(primaryFindings.length > 0
      ? failedOf('primary', primaryFindings, { alarms: false })
      : judged('primary', [], `${primary} reported at ${at}`)),
    ...softwareChecks(inspection),
    ...ageChecks(inspection, facts),
    ...(readBackFindings ? judged('read-back', readBackFindings, 'the last read-back found it intact') : []),
    // A failover that nobody hears of is not one that an owner can rely on.
    ...(people
      ? people.findings.length > 0
        ? people.findings.flatMap((one) => failedOf('people', [one], { alarms: true, fix: fixAlone(one) }))
        : judged('people', [], `every alarm and subscription was open at ${people.askedAt}`)
      : []),
  ];
};
