// Which backup a recovery restores. The newest eligible one is not a matter of taste: an older one loses more, and one that
// was captured before the standby last served would wipe out what only the standby still holds. Pure.

import { mayBeSame } from '../identity/software.ts';
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { ListedBackup, SoftwareFacts } from '../model/listed-backup.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { mayBeDrilled } from '../trust/suspicion.ts';
import { describeDistrust, distrustOf, trustOf } from '../trust/trust.ts';
import type { PassedOver } from './skipped-backups.ts';

export interface RestorePointChoice {
  /** Eligible backups, newest first: take the first; the next only if the bytes of the one before are damaged or refused. */
  readonly candidates: readonly BackupManifest[];
  /** All others, newest first. */
  readonly passedOver: readonly PassedOver[];
}

/** From which appliance to which, and what the record says. */
export interface RestoreQuestion {
  readonly pair: string;
  /** The assigned primary, whose service is to be taken over. */
  readonly from: string;
  /** The appliance that would be overwritten. */
  readonly to: string;
  readonly record: Pick<PairRecord, 'epoch' | 'restoredBackup' | 'quarantined' | 'trusted' | 'distrusted'>;
  /** Of a drill: what a restore can prove to be good need not be good before. */
  readonly rehearsed?: boolean;
  readonly standby: SoftwareFacts;
}

const newestFirst = (one: BackupManifest, other: BackupManifest): number =>
  Date.parse(other.capturedAt) - Date.parse(one.capturedAt) || (one.backupId < other.backupId ? 1 : -1);

const misfit = (manifest: BackupManifest, to: string, standby: SoftwareFacts): string | undefined => {
  for (const fact of ['product', 'version', 'build'] as const) {
    const runs = standby[fact];
    if (runs !== undefined && !mayBeSame(runs, manifest[fact])) {
      return `made by ${fact} ${manifest[fact]}, the standby ${to} runs ${runs}`;
    }
  }
  return undefined;
};

/** Why one backup is not restored. */
export interface Refusal {
  readonly reason: string;
  /** Whether the same keeps out every older backup as well. */
  readonly olderToo: boolean;
}

const SUSPECT = 'suspect: ';

/** What is suspect counts as good once it is trusted; a drill may restore what it can prove. */
const suspicionOf = (manifest: BackupManifest, { record, rehearsed }: RestoreQuestion): string | undefined => {
  const { suspect } = manifest;
  if (suspect === undefined || trustOf(record, manifest) || (rehearsed && mayBeDrilled(manifest))) return undefined;
  return `${SUSPECT}${suspect}`;
};

/** Whether it fits but for being suspect. */
export const isOnlySuspect = ({ reason }: PassedOver): boolean => reason.startsWith(SUSPECT);

/**
 * Judges the manifests of a pair, newest first; remembers what the newer ones showed.
 *
 * A capture is made only from the assigned primary, and checks that again before its manifest is written; so a manifest
 * from an appliance proves that this appliance was the primary at `capturedAt`. From that follows what is eligible, without any history:
 * - captured from `from`. One from `to` itself holds less than `to` does;
 * - newer than every capture from `to`: `to` was the primary then, and its data since is in no backup of `from`;
 * - newer than the restore that `from` itself was given (`carries`): before that it was a standby, so an older capture is from
 *   an earlier reign and `to` has been the primary since, perhaps without any capture.
 * Hence the newest eligible backup belongs to the present reign of `from`, and `to` has not been the primary since it.
 * @returns a function that says why a manifest is not eligible, or undefined where it is.
 */
export const restoreJudge = (question: RestoreQuestion): ((manifest: BackupManifest) => Refusal | undefined) => {
  const { pair, from, to, record, standby } = question;
  const reignedAfterMs = Date.parse(record.restoredBackup[from]?.at ?? '');
  let newestOfToMs = Number.NEGATIVE_INFINITY;
  const olderToo = (reason: string): Refusal => ({ reason, olderToo: true });
  const alone = (reason: string): Refusal => ({ reason, olderToo: false });
  return (manifest) => {
    const capturedMs = Date.parse(manifest.capturedAt);
    if (manifest.pair === pair && manifest.appliance === to) newestOfToMs = Math.max(newestOfToMs, capturedMs);
    if (record.quarantined?.appliance === to) return olderToo(`${to} is quarantined: it is never restored over`);
    if (manifest.pair !== pair) return alone(`belongs to the pair ${manifest.pair}`);
    if (manifest.appliance === to)
      return olderToo(`captured from ${to} itself, which may hold more since: it is never restored over`);
    if (manifest.appliance !== from) return alone(`captured from ${manifest.appliance}, which is not the primary of this pair`);
    if (manifest.epoch > record.epoch)
      return alone(`captured under epoch ${manifest.epoch}, but the record stands at ${record.epoch}`);
    if (capturedMs <= newestOfToMs) return olderToo(`${to} has been the primary since: a capture from it is newer`);
    if (capturedMs <= reignedAfterMs) {
      return olderToo(
        `${to} has been the primary since: ${from} was itself restored at ${record.restoredBackup[from]?.at}, after this capture`,
      );
    }
    const distrusted = distrustOf(record, manifest);
    if (distrusted) return alone(describeDistrust(distrusted));
    const reason = misfit(manifest, to, standby) ?? suspicionOf(manifest, question);
    return reason === undefined ? undefined : alone(reason);
  };
};

/**
 * Whether a listed backup counts as suspect, or is distrusted: one that may be trusted must be opened, since trust is bound to its bytes.
 */
export const isSuspectStill = (
  { isSuspect, backupId }: ListedBackup,
  record: Pick<PairRecord, 'trusted' | 'distrusted'>,
): boolean =>
  distrustOf(record, { backupId }) !== undefined ||
  (isSuspect && !(record.trusted ?? []).some((one) => one.backupId === backupId));

/**
 * What keeps a backup out, as far as a listing tells it, so that it need not be opened; undefined where it must be. One that was
 * captured from `to` must be: it keeps out all that is older.
 */
export const keptOutUnopened = (listed: ListedBackup, question: RestoreQuestion): string | undefined => {
  const { from, to, record, standby, rehearsed } = question;
  if (listed.appliance === to) return undefined;
  if (listed.appliance !== from) return 'captured from an appliance that is not the primary of this pair';
  if (!rehearsed && isSuspectStill(listed, record)) return 'suspect';
  return listed.madeBy(standby) ? undefined : 'made by other software than the standby runs';
};

/** Sorts the manifests of a pair into candidates and those passed over. */
export const chooseRestorePoint = (manifests: readonly BackupManifest[], question: RestoreQuestion): RestorePointChoice => {
  const judge = restoreJudge(question);
  // Of two captured in the same millisecond, the one from `to` is judged first: it keeps out the other.
  const last = ({ appliance }: BackupManifest): number => Number(appliance !== question.to);
  const sorted = manifests.toSorted(
    (one, other) =>
      Date.parse(other.capturedAt) - Date.parse(one.capturedAt) || last(one) - last(other) || newestFirst(one, other),
  );
  const judged = sorted.map((manifest) => ({ manifest, reason: judge(manifest)?.reason }));
  return {
    candidates: judged.filter((one) => one.reason === undefined).map((one) => one.manifest),
    passedOver: judged.flatMap((one) =>
      one.reason === undefined ? [] : [{ backupId: one.manifest.backupId, reason: one.reason }],
    ),
  };
};
