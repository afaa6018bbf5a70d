// Which backup a recovery restores. The newest eligible one is not a matter of taste: an older one loses more, and one that
// was captured before the standby last served would wipe out what only the standby still holds. Pure.
import type { BackupManifest } from './backup-manifest.ts';
import type { PairRecord } from './pair-record.ts';

/** What the standby runs, as far as it could be asked; a fact left out is not compared. */
export interface StandbyFacts {
  readonly product?: string;
  readonly version?: string;
  readonly build?: string;
}

/** A backup that is not restored, and why, as a clause for the report. */
export interface PassedOver {
  readonly backupId: string;
  readonly because: string;
}

export interface RestorePointChoice {
  /** Eligible backups, newest first: take the first; the next only if the bytes of the one before are damaged or refused. */
  readonly candidates: readonly BackupManifest[];
  /** All others, newest first. */
  readonly passedOver: readonly PassedOver[];
}

/** From which box to which, and what the record says. */
export interface RestoreQuestion {
  readonly pair: string;
  /** The assigned primary, whose service is to be taken over. */
  readonly from: string;
  /** The box that would be overwritten. */
  readonly to: string;
  readonly record: Pick<PairRecord, 'epoch' | 'carries' | 'quarantined'>;
  readonly standby: StandbyFacts;
}

const newestFirst = (one: BackupManifest, other: BackupManifest): number =>
  Date.parse(other.capturedAt) - Date.parse(one.capturedAt) || (one.backupId < other.backupId ? 1 : -1);

const misfit = (manifest: BackupManifest, to: string, standby: StandbyFacts): string | undefined => {
  for (const fact of ['product', 'version', 'build'] as const) {
    const runs = standby[fact];
    if (runs !== undefined && runs !== manifest[fact]) {
      return `made by ${fact} ${manifest[fact]}, the standby ${to} runs ${runs}`;
    }
  }
  return undefined;
};

/**
 * Sorts the manifests of a pair into candidates and those passed over.
 *
 * A capture is made only from the assigned primary, and checks that again before its manifest is written; so a manifest
 * from a box proves that this box was the primary at `capturedAt`. From that follows what is eligible, without any history:
 * - captured from `from`. One from `to` itself holds less than `to` does;
 * - newer than every capture from `to`: `to` was the primary then, and its data since is in no backup of `from`;
 * - newer than the restore that `from` itself was given (`carries`): before that it was a standby, so an older capture is from
 *   an earlier reign and `to` has been the primary since, perhaps without any capture.
 * Hence the newest eligible backup belongs to the present reign of `from`, and `to` has not been the primary since it.
 */
export const chooseRestorePoint = (manifests: readonly BackupManifest[], question: RestoreQuestion): RestorePointChoice => {
  const { pair, from, to, record, standby } = question;
  const reignedAfterMs = Date.parse(record.carries[from]?.at ?? '');
  const newestOfToMs = Math.max(
    Number.NEGATIVE_INFINITY,
    ...manifests.filter((one) => one.pair === pair && one.appliance === to).map((one) => Date.parse(one.capturedAt)),
  );
  const because = (manifest: BackupManifest): string | undefined => {
    const capturedMs = Date.parse(manifest.capturedAt);
    if (record.quarantined?.appliance === to) return `${to} is quarantined: it is never restored over`;
    if (manifest.pair !== pair) return `belongs to the pair ${manifest.pair}`;
    if (manifest.appliance === to) return `captured from ${to} itself, which may hold more since: it is never restored over`;
    if (manifest.appliance !== from) return `captured from ${manifest.appliance}, which is not the primary of this pair`;
    if (manifest.epoch > record.epoch) return `captured under epoch ${manifest.epoch}, but the record stands at ${record.epoch}`;
    if (capturedMs <= newestOfToMs) return `${to} has been the primary since: a capture from it is newer`;
    if (capturedMs <= reignedAfterMs) {
      return `${to} has been the primary since: ${from} was itself restored at ${record.carries[from]?.at}, after this capture`;
    }
    if (manifest.suspect !== undefined) return `suspect: ${manifest.suspect}`;
    return misfit(manifest, to, standby);
  };
  const judged = manifests.toSorted(newestFirst).map((manifest) => ({ manifest, because: because(manifest) }));
  return {
    candidates: judged.filter((one) => one.because === undefined).map((one) => one.manifest),
    passedOver: judged.flatMap((one) =>
      one.because === undefined ? [] : [{ backupId: one.manifest.backupId, because: one.because }],
    ),
  };
};
