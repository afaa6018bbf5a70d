// The restore point that Prepare picked, for the states after it.
import { failure } from '../../domain/failure/failure.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { PhaseContext } from './phase-step.ts';

/** @throws WorkflowBroken */
export const restorePointOf = ({ state }: Pick<PhaseContext, 'state'>): BackupManifest => {
  const restorePoint = state.prepare?.restorePoint;
  if (restorePoint) return restorePoint;
  throw failure('WorkflowBroken', 'no restore point was picked');
};
