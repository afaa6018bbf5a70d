// A restore that was checked, in words. Pure.
import type { Proof } from '../record/pair-record.ts';
import type { Report } from '../report/report.ts';

/** Whether the recovery itself proved what its report calls the last proof. */
export const isProvenHere = ({ recoveryId, lastProof }: Pick<Report, 'recoveryId' | 'lastProof'>): boolean =>
  lastProof?.recoveryId === recoveryId;

/** One sentence without its end, for messages and status. */
export const describeProof = ({ backupId, appliance, at, recoveryId, how }: Proof): string =>
  `Last proven restore point: ${backupId}, restored to ${appliance} and checked at ${at} by ${recoveryId} (${how.join('; ')})`;
