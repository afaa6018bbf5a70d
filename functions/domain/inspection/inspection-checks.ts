// The checks of an inspection for all needs of a failover: its own findings, the checks of others, and the needs not
// checked. Pure.

import { type Check, withUnchecked } from '../model/readiness-check.ts';
import type { Proof } from '../record/pair-record.ts';
import type { Finding } from './findings/finding.ts';

interface Inspected {
  readonly standby: string;
  readonly standbyFindings: readonly Finding[];
  readonly standbyAskedAt?: string;
  readonly restorePoint?: { readonly backupId: string; readonly capturedAt: string } | { readonly missing: string };
}

/** A failed check is a finding of the standby, so that alarm, status and log report it like any other. */
export const findingsOfChecks = (checks: readonly Check[]): readonly Finding[] =>
  checks.flatMap((check) => {
    if (check.result !== 'failed') return [];
    const { name, message, fix, alarms } = check;
    return [{ name, message, fix, alarms }];
  });

/** Findings without those made from failed checks of other needs: each inspection creates these again. */
export const withoutChecks = (findings: readonly Finding[], checks: readonly Check[] = []): readonly Finding[] => {
  const notified = new Set(
    findingsOfChecks(checks.filter(({ need }) => need !== 'standby')).map(({ message }) => message),
  );
  return findings.filter(({ message }) => !notified.has(message));
};

const standbyChecks = ({ standby, standbyFindings, standbyAskedAt }: Inspected): readonly Check[] => {
  const of = { need: 'standby', about: `${standby} itself` } as const;
  const failed = standbyFindings.map((finding) => ({ ...of, result: 'failed' as const, ...finding }));
  if (failed.some(({ alarms }) => alarms)) return failed;
  if (standbyAskedAt === undefined)
    return [...failed, { ...of, result: 'not-checked', reason: 'it has not been inspected yet' }];
  const message = `it is healthy, not in a cluster, and its certificate is valid for the service; inspected at ${standbyAskedAt}`;
  return [...failed, { ...of, result: 'passed', message }];
};

const restorePointCheck = ({ restorePoint, standby }: Inspected): Check => {
  const of = { need: 'restore-point', about: `a backup for ${standby}` } as const;
  if (restorePoint === undefined)
    return {
      ...of,
      result: 'not-checked',
      reason: `the backup store could not be read, or ${standby} did not report its version`,
    };
  if ('missing' in restorePoint) {
    const fix = `Take a capture that fits ${standby}, or upgrade both appliances to the same version.`;
    return { ...of, result: 'failed', name: 'NoEligibleBackup', message: restorePoint.missing, fix, alarms: true };
  }
  return { ...of, result: 'passed', message: `${restorePoint.backupId} of ${restorePoint.capturedAt}` };
};

const restoreCheck = (standby: string, proof: Proof | undefined): Check => ({
  need: 'restore',
  about: `a restore to ${standby}`,
  result: 'not-checked',
  reason: `only a drill or a failover restores a backup; ${
    proof ? `last proven at ${proof.at} on ${proof.appliance} by ${proof.recoveryId}` : 'no restore has been proven yet'
  }`,
});

/** @param others the checks beyond the standby and the backups. */
export const checksOf = (inspected: Inspected, proof: Proof | undefined, others: readonly Check[]): readonly Check[] =>
  withUnchecked(
    [
      ...standbyChecks(inspected),
      restorePointCheck(inspected),
      ...(others.some(({ need }) => need === 'restore') ? [] : [restoreCheck(inspected.standby, proof)]),
      ...others,
    ],
    () => 'an inspection does not check it',
  );
