// What an inspection tried of all that a failover needs, as checks: its own findings, what others tried, and what nobody did. Pure.

import { type Check, withUnchecked } from '../model/readiness-check.ts';
import type { Proof } from '../record/pair-record.ts';
import type { Finding } from './findings/finding.ts';

interface Inspected {
  readonly standby: string;
  readonly standbyFindings: readonly Finding[];
  readonly standbyAskedAt?: string;
  readonly restorePoint?: { readonly backupId: string; readonly capturedAt: string } | { readonly missing: string };
}

/** A check that failed is a finding of the standby, so that alarm, status and log tell it like any other. */
export const findingsOfChecks = (checks: readonly Check[]): readonly Finding[] =>
  checks.flatMap((check) => {
    if (check.result !== 'failed') return [];
    const { name, message, fix, alarms } = check;
    return [{ name, message, fix, alarms }];
  });

/** Findings without those that only stand for a failed check of other things: these are told anew each time. */
export const withoutChecks = (findings: readonly Finding[], checks: readonly Check[] = []): readonly Finding[] => {
  const notified = new Set(findingsOfChecks(checks.filter(({ need }) => need !== 'standby')).map(({ message }) => message));
  return findings.filter(({ message }) => !notified.has(message));
};

const standbyChecks = ({ standby, standbyFindings, standbyAskedAt }: Inspected): readonly Check[] => {
  const of = { need: 'standby', about: `${standby} itself` } as const;
  const failed = standbyFindings.map((finding) => ({ ...of, result: 'failed' as const, ...finding }));
  if (failed.some(({ alarms }) => alarms)) return failed;
  if (standbyAskedAt === undefined) return [...failed, { ...of, result: 'not-checked', reason: 'it was not asked yet' }];
  const message = `it is well, stands alone, and its certificate serves; asked at ${standbyAskedAt}`;
  return [...failed, { ...of, result: 'passed', message }];
};

const restorePointCheck = ({ restorePoint, standby }: Inspected): Check => {
  const of = { need: 'restore-point', about: `a backup for ${standby}` } as const;
  if (restorePoint === undefined)
    return { ...of, result: 'not-checked', reason: `the vault could not be read, or ${standby} did not say what it runs` };
  if ('missing' in restorePoint) {
    const fix = `Take a capture that fits ${standby}, or bring both to the same version.`;
    return { ...of, result: 'failed', name: 'NoEligibleBackup', message: restorePoint.missing, fix, alarms: true };
  }
  return { ...of, result: 'passed', message: `${restorePoint.backupId} of ${restorePoint.capturedAt}` };
};

const restoreCheck = (standby: string, proof: Proof | undefined): Check => ({
  need: 'restore',
  about: `a restore to ${standby}`,
  result: 'not-checked',
  reason: `only a drill or a failover restores; ${
    proof ? `last proven at ${proof.at} on ${proof.appliance} by ${proof.recoveryId}` : 'no restore has been proven yet'
  }`,
});

/** @param others what was tried beside the standby and the backups. */
export const checksOf = (inspected: Inspected, proof: Proof | undefined, others: readonly Check[]): readonly Check[] =>
  withUnchecked(
    [
      ...standbyChecks(inspected),
      restorePointCheck(inspected),
      ...(others.some(({ need }) => need === 'restore') ? [] : [restoreCheck(inspected.standby, proof)]),
      ...others,
    ],
    'the inspection does not try it',
  );
