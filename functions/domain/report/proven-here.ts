// Whether the recovery in this report proved the restore itself.
import type { Report } from './report.ts';

export const isProvenHere = ({ recoveryId, lastProof }: Pick<Report, 'recoveryId' | 'lastProof'>): boolean =>
  lastProof?.recoveryId === recoveryId;
