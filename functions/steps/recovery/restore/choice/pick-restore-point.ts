// Prepare's choice of the restore point: the newest eligible backup, or the one that a person named. Its bytes must match
// its manifest.
import type { ResultOf } from '../../../../contract/workflow/step-answers.ts';
import { type PassedOver, skippedBackups } from '../../../../domain/backup/skipped-backups.ts';
import { type Failure, failure } from '../../../../domain/failure/failure.ts';
import type { SoftwareFacts } from '../../../../domain/model/listed-backup.ts';
import { describeNamed, type NamedById, type NamedRestorePoint } from '../../../../domain/model/named-restore-point.ts';
import type { Recovery } from '../../../../domain/model/recovery.ts';
import { lossOf, type RestoreLoss } from '../../../../domain/record/restore-loss.ts';
import { trustInput } from '../../../../domain/trust/trust.ts';
import type { Backups } from '../../../../store/vault/vault.ts';
import { eligibleBackups, namedBackup } from '../../../backups/seek-backups.ts';
import type { PhaseContext } from '../../phase-step.ts';

export interface PickTools {
  readonly backups: Pick<Backups, 'listed' | 'read' | 'strays' | 'prove'>;
}

/** Backups without a capture are reported, so that a person can check them. */
const MOST_STRAYS = 10;

export type Picked = Required<Pick<ResultOf<'Prepare'>, 'restorePoint' | 'passedOver'>> & {
  readonly loss: RestoreLoss;
};

/** No backup to restore, with those that only a person's word keeps out. */
export interface Nothing {
  readonly message: string;
  readonly asked: { readonly newest: readonly PassedOver[]; readonly more: number };
}

const isById = (named: NamedRestorePoint | undefined): named is NamedById => named !== undefined && 'id' in named;

/** A person named it: Twinbox restores that one or none. */
const refusedNamed = ({ from, to, pair, kind, dryRun }: Recovery, named: NamedById, reason: string): Failure =>
  failure(
    'RestorePointRefused',
    `${describeNamed(named)}, is not restored to ${to}: ${reason}`,
    [
      kind !== 'failover' || dryRun
        ? 'Users were not affected.'
        : `Traffic has not been moved: users are still sent to ${from}.`,
      'Name another backup, or leave out restorePoint for the newest eligible one.',
      ...(reason.startsWith('distrusted by ')
        ? [`If it is good, start the workflow with ${trustInput(pair, named.id)}.`]
        : []),
    ].join(' '),
  );

const pickNamed = async (
  tools: PickTools,
  { recovery, signal }: PhaseContext,
  question: Parameters<typeof namedBackup>[1],
  skipped: ReturnType<typeof skippedBackups>,
) => {
  const { named } = question;
  const found = await namedBackup(tools.backups, question, skipped, signal);
  if ('refused' in found) throw refusedNamed(recovery, named, found.refused);
  const { intact, reason } = await tools.backups.prove(found.manifest, signal);
  if (!intact) throw refusedNamed(recovery, named, `damaged: ${reason}`);
  return found.manifest;
};

/** @throws RestorePointRefused */
export const pickRestorePoint = async (
  tools: PickTools,
  context: PhaseContext,
  health: SoftwareFacts,
): Promise<Picked | Nothing> => {
  const { recovery, record, state, signal } = context;
  const refused = state.uploadBackup?.refused ?? [];
  const planned = state.finalCapture?.backupId;
  const { pair, from, to, named } = recovery;
  const skipped = skippedBackups();
  const rehearsed = recovery.kind === 'drill';
  const question = { pair, from, to, record, standby: health, rehearsed, ...(named && { named }) };
  const sinceIso = state.confirm?.outageSince ?? recovery.startedAt;
  const picked = (restorePoint: Picked['restorePoint']): Picked => ({
    restorePoint,
    passedOver: skipped.rows(),
    loss: lossOf(restorePoint, { sinceIso, newerPassedOver: skipped.total() }),
  });
  if (isById(named)) {
    const [refusal] = refused.filter(({ backupId }) => backupId === named.id);
    if (refusal) throw refusedNamed(recovery, named, refusal.reason);
    return picked(await pickNamed(tools, context, { ...question, named }, skipped));
  }
  for await (const restorePoint of eligibleBackups(tools.backups, question, skipped, signal)) {
    const refusal = refused.find(({ backupId }) => backupId === restorePoint.backupId);
    if (refusal) {
      skipped.name(refusal.backupId, refusal.reason);
      continue;
    }
    if (planned !== undefined && restorePoint.backupId !== planned) {
      skipped.name(restorePoint.backupId, `the recovery restores only its own capture ${planned}`);
      continue;
    }
    const { intact, reason } = await tools.backups.prove(restorePoint, signal);
    if (intact) return picked(restorePoint);
    skipped.name(restorePoint.backupId, `damaged: ${reason}`);
  }
  const strays = await tools.backups.strays(pair, MOST_STRAYS, signal);
  const all = [
    ...skipped.rows().map(({ backupId, reason }) => `${backupId}: ${reason}`),
    ...strays.map((backupId) => `${backupId.slice(0, 100)}: no Twinbox capture made it`),
  ];
  return { message: all.join('; ') || 'the backup store holds none', asked: skipped.asked() };
};

export const nothingEligible = (
  { kind, dryRun, pair, from, to, named }: Recovery,
  {
    message,
    asked: {
      newest: [first],
    },
  }: Nothing,
): Failure => {
  const trust = first && `If ${first.backupId} is good, start the workflow with ${trustInput(pair, first.backupId)}.`;
  const capture = `A failover would ${first ? 'wait for a person' : 'halt'} here as well: take a capture of ${from} that fits ${to}.`;
  const byHand = `Bring ${from} back, or restore a backup to ${to} by hand and move the service there.`;
  const asked = named ? ` (${describeNamed(named)})` : '';
  return failure(
    'NoEligibleBackup',
    `no backup of ${from} may be restored to ${to}${asked}: ${message}`,
    [
      kind !== 'failover' || dryRun
        ? 'Users were not affected.'
        : `Traffic has not been moved: users are still sent to ${from}.`,
      kind !== 'failover' || dryRun ? capture : byHand,
      ...(trust ? [trust] : []),
    ].join(' '),
  );
};
