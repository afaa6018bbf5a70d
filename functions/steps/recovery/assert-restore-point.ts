// A person may distrust the restore point while the recovery runs. Until the fence users are unaffected, so it stops there.
import { failure } from '../../domain/failure/failure.ts';
import { describeDistrustOfOne, distrustOf } from '../../domain/trust/trust.ts';
import type { PhaseContext } from './phase-step.ts';

/** @throws RestorePointRefused */
export const assertRestorePoint = ({ recovery, record, state }: PhaseContext): void => {
  const point = state.prepare?.restorePoint;
  const distrusted = point && distrustOf(record, point);
  if (!distrusted) return;
  const { from, to } = recovery;
  throw failure(
    'RestorePointRefused',
    `${to} carries the backup ${point.backupId}, which has been ${describeDistrustOfOne(distrusted)} since the recovery chose it`,
    `Traffic has not been moved: users are still sent to ${from}, which is down. Nothing was fenced. The next start restores another backup to ${to}.`,
  );
};
