// What a dry run, or the run of an observed pair, has checked when it ends in Prepare, and what it has not. It never
// claims that a failover is possible.
import type { BackupManifest } from '../../../../domain/model/backup-manifest.ts';
import { describeNamed } from '../../../../domain/model/named-restore-point.ts';
import { type Check, withUnchecked } from '../../../../domain/model/readiness-check.ts';
import { describeLoss, type RestoreLoss } from '../../../../domain/record/restore-loss.ts';
import type { PhaseContext } from '../../phase-step.ts';

export const dryRunChecks = (
  { recovery, settings }: Pick<PhaseContext, 'recovery' | 'settings'>,
  {
    restorePoint,
    loss,
    standbySays,
    power,
    traffic,
  }: {
    readonly restorePoint: BackupManifest;
    readonly loss: RestoreLoss;
    readonly standbySays: string;
    readonly power: readonly Check[];
    readonly traffic: readonly Check[];
  },
): readonly Check[] => {
  const { to } = recovery;
  const names = settings.service.names.join(', ');
  const restores = 'a dry run restores nothing; a drill does';
  return withUnchecked(
    [
      { need: 'standby', about: `${to} itself`, result: 'passed', message: standbySays },
      {
        ...{ need: 'restore-point', about: `a backup for ${to}`, result: 'passed' },
        message: `${restorePoint.backupId} of ${restorePoint.capturedAt}, its SHA-256 verified${recovery.named ? `; ${describeNamed(recovery.named)}` : ''}; ${describeLoss(loss)}`,
      },
      { need: 'restore', about: `a restore to ${to}`, result: 'not-checked', reason: restores },
      ...power,
      ...traffic,
      { need: 'traffic', about: `a change of ${names}`, result: 'not-checked', reason: 'a dry run changes nothing' },
    ],
    () => 'a dry run does not try it',
  );
};
