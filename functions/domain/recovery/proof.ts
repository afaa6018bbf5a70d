// Describes the last proven restore. Pure.
import type { Proof } from '../record/pair-record.ts';

/** One sentence without its full stop, for messages and status. */
export const describeProof = ({ backupId, appliance, at, recoveryId, how }: Proof): string =>
  `Last proven restore point: ${backupId}, restored to ${appliance} and checked at ${at} by ${recoveryId} (${how.join('; ')})`;
