// Whether a restore point was proven by the recovery of this very report.
import type { Report } from './report.ts';

/** Whether the recovery itself proved what its report calls the last proof. */
export const isProvenHere = ({ recoveryId, lastProof }: Pick<Report, 'recoveryId' | 'lastProof'>): boolean =>
  lastProof?.recoveryId === recoveryId;
