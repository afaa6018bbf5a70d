// What an inspection reads from the backup store. It chooses the restore point as a failover would now.

import type { Clock } from '../../contract/runtime/clock.ts';
import { skippedBackups } from '../../domain/backup/skipped-backups.ts';
import type { ApplianceSeen, ReportedFacts } from '../../domain/inspection/appliance-seen.ts';
import { isSame } from '../../domain/inspection/findings/soak.ts';
import { missingChoice, type RestoreChoice, type VaultSeen } from '../../domain/inspection/findings/vault-seen.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { Trusting } from '../../domain/trust/trust.ts';
import type { Backups } from '../../store/vault/vault.ts';
import { eligibleBackups, manifestsOf, newestGood } from '../backups/seek-backups.ts';

export type VaultSource = Pick<Backups, 'listed' | 'read' | 'strays'>;

interface VaultQuestion {
  readonly pair: string;
  readonly record: Pick<PairRecord, 'primary' | 'epoch' | 'restoredBackup' | 'quarantined'> & Trusting;
  readonly standby: string;
  readonly ofPrimary: ApplianceSeen;
  readonly ofStandby: ApplianceSeen | undefined;
}

const MOST_STRAYS = 5;
const SEARCH_MS = 20_000;

const notifiedBy = (seen: ApplianceSeen | undefined): ReportedFacts | undefined =>
  seen?.health.is === 'reported' ? seen.health.facts : undefined;

const choiceOf = async (
  backups: VaultSource,
  { pair, record, standby, ofStandby }: VaultQuestion,
  signal: AbortSignal,
): Promise<RestoreChoice | undefined> => {
  const notified = notifiedBy(ofStandby);
  if (!notified) return undefined;
  const { product, version, build } = notified;
  const question = { pair, from: record.primary, to: standby, record, standby: { product, version, build } };
  const skipped = skippedBackups();
  for await (const { backupId, capturedAt } of eligibleBackups(backups, question, skipped, signal))
    return { backupId, capturedAt };
  return missingChoice(skipped.rows());
};

const lastOfOtherSoftware = async (
  backups: VaultSource,
  { pair, ofPrimary, ofStandby }: VaultQuestion,
  signal: AbortSignal,
) => {
  const [runs, standbyRuns] = [notifiedBy(ofPrimary), notifiedBy(ofStandby)];
  if (!runs || !standbyRuns || isSame(runs, standbyRuns)) return undefined;
  const { product, version, build } = runs;
  const fits = ({ appliance, madeBy }: ListedBackup): boolean =>
    appliance === ofPrimary.appliance && !madeBy({ product, version, build });
  for await (const manifest of manifestsOf(backups, pair, fits, signal)) return manifest;
  return undefined;
};

/** Ends in time for the inspection. @throws what the store throws */
export const seeVault = async (
  { backups, clock }: { readonly backups: VaultSource; readonly clock: Clock },
  question: VaultQuestion,
): Promise<VaultSeen> => {
  const { pair } = question;
  const signal = clock.deadline(SEARCH_MS);
  const hasAny = async (): Promise<boolean> => {
    for await (const _listed of backups.listed(pair, signal)) return true;
    return false;
  };
  const [restorePoint, before, good, holdsAny, strays] = await Promise.all([
    choiceOf(backups, question, signal),
    lastOfOtherSoftware(backups, question, signal),
    newestGood(backups, pair, question.record, signal),
    hasAny(),
    backups.strays(pair, MOST_STRAYS, signal),
  ]);
  return {
    hasAny: holdsAny,
    hasGood: good !== undefined,
    ...(restorePoint && { restorePoint }),
    ...(before && { lastOfOtherSoftware: before }),
    strays,
  };
};
