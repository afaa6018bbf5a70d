// Chooses the backup that a recovery restores: the newest eligible one. An older one loses more data, and one that was
// captured before the standby last served would overwrite data that only the standby holds. Pure.

import { mayBeSame } from '../identity/software.ts';
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { ListedBackup, SoftwareFacts } from '../model/listed-backup.ts';
import { type NamedRestorePoint, namedBefore, namedId } from '../model/named-restore-point.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { mayBeDrilled } from '../trust/suspicion.ts';
import { describeDistrustOfOne, distrustOf, type Trusting, trustOf } from '../trust/trust.ts';
import type { PassedOver } from './skipped-backups.ts';

export interface RestorePointChoice {
  /**
   * Eligible backups, newest first: use the first, and the next only if the bytes of the previous one are damaged or
   * refused.
   */
  readonly candidates: readonly BackupManifest[];
  /** All others, newest first. */
  readonly passedOver: readonly PassedOver[];
}

/** The direction of the restore, and the relevant part of the record. */
export interface RestoreQuestion {
  readonly pair: string;
  /** The assigned primary, whose service is to be taken over. */
  readonly from: string;
  /** The appliance that would be overwritten. */
  readonly to: string;
  readonly record: Pick<PairRecord, 'epoch' | 'restoredBackup' | 'quarantined'> & Trusting;
  /** True for a drill: it may restore a suspect backup that a restore can prove to be good. */
  readonly rehearsed?: boolean;
  /** The restore point that a person named: by its id, also a suspect one. */
  readonly named?: NamedRestorePoint;
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
  /** Whether the same reason excludes every older backup. */
  readonly olderToo: boolean;
  /** Present if nothing but a person's word is missing: `trust` makes the backup eligible. */
  readonly awaitsTrust?: true;
}

const SUSPECT = 'suspect: ';

/**
 * A suspect backup counts as good once it is trusted; a drill may restore what it can prove, and a person may name it.
 */
const suspicionOf = (manifest: BackupManifest, { record, rehearsed, named }: RestoreQuestion): string | undefined => {
  const { suspect, backupId } = manifest;
  if (suspect === undefined || trustOf(record, manifest) || (rehearsed && mayBeDrilled(manifest))) return undefined;
  return namedId(named) === backupId ? undefined : `${SUSPECT}${suspect}`;
};

/** Why only a person's word is missing. */
const wordMissing = (manifest: BackupManifest, question: RestoreQuestion): string | undefined => {
  const distrusted = distrustOf(question.record, manifest);
  const reasons = [distrusted && describeDistrustOfOne(distrusted), suspicionOf(manifest, question)];
  return reasons.filter((reason) => reason !== undefined).join('; ') || undefined;
};

const LATE = 'captured too late: not before the time that a person named';

const isTooLate = (capturedAt: string, { named }: RestoreQuestion): boolean => {
  const before = namedBefore(named);
  return before !== undefined && Date.parse(capturedAt) >= Date.parse(before);
};

/** Whether being suspect is the only reason. */
export const isOnlySuspect = ({ reason }: PassedOver): boolean => reason.startsWith(SUSPECT);

/** Whether a person's distrust is among the reasons of `wordMissing`. */
export const isDistrusted = (reason: string): boolean => reason.startsWith('distrusted by ');

/**
 * Judges the manifests of a pair, newest first, and remembers the newer ones.
 *
 * Twinbox captures only the assigned primary, and checks that again before it writes the manifest. So a manifest proves
 * that its appliance was the primary at `capturedAt`. That decides what is eligible, without any history:
 * - captured from `from`. A backup of `to` itself holds less than `to` does;
 * - newer than every capture from `to`: `to` was the primary then, and its later data is in no backup of `from`;
 * - newer than the last restore to `from` (`restoredBackup`): before that, `from` was a standby, so an older capture is
 *   from an earlier term and `to` has been the primary since, perhaps without any capture.
 * Hence the newest eligible backup belongs to the present term of `from`, and `to` has not been the primary since.
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
    if (record.quarantined?.appliance === to) return olderToo(`${to} is quarantined: Twinbox never restores to it`);
    if (manifest.pair !== pair) return alone(`belongs to the pair ${manifest.pair}`);
    if (manifest.appliance === to) return olderToo(`captured from ${to} itself, which may hold newer data`);
    if (manifest.appliance !== from)
      return alone(`captured from ${manifest.appliance}, which is not the primary of this pair`);
    if (manifest.epoch > record.epoch)
      return alone(`captured under epoch ${manifest.epoch}, but the record is at epoch ${record.epoch}`);
    if (capturedMs <= newestOfToMs) return olderToo(`${to} has been the primary since: a capture from it is newer`);
    if (capturedMs <= reignedAfterMs) {
      return olderToo(
        `${to} has been the primary since: ${from} was itself restored at ${record.restoredBackup[from]?.at}, after this capture`,
      );
    }
    if (isTooLate(manifest.capturedAt, question)) return alone(LATE);
    const unfit = misfit(manifest, to, standby);
    if (unfit !== undefined) return alone(unfit);
    const reason = wordMissing(manifest, question);
    return reason === undefined ? undefined : { ...alone(reason), awaitsTrust: true };
  };
};

/**
 * Whether a listed backup is suspect or distrusted. One that may be trusted must be read, since trust is bound to its
 * bytes.
 */
export const isSuspectStill = (listed: ListedBackup, record: Trusting): boolean =>
  distrustOf(record, listed) !== undefined ||
  (listed.isSuspect && !(record.trusted ?? []).some((one) => one.backupId === listed.backupId));

/** Why the listing alone excludes a backup. */
export interface Unopened {
  readonly reason: string;
  /** Whether, as far as the listing shows, only a person's word is missing. */
  readonly awaitsTrust: boolean;
}

/**
 * Why the listing alone excludes a backup; undefined if its manifest must be read. A backup of `to` must be read: it
 * excludes all older ones.
 */
export const keptOutUnopened = (listed: ListedBackup, question: RestoreQuestion): Unopened | undefined => {
  const { from, to, record, standby, rehearsed } = question;
  const out = (reason: string, awaitsTrust = false): Unopened => ({ reason, awaitsTrust });
  if (listed.appliance === to) return undefined;
  if (listed.appliance !== from) return out('captured from an appliance that is not the primary of this pair');
  if (isTooLate(listed.capturedAt, question)) return out(LATE);
  if (!listed.madeBy(standby)) return out('made by different software than the standby runs');
  if (distrustOf(record, listed)) return out('distrusted', true);
  return !rehearsed && isSuspectStill(listed, record) ? out('suspect', true) : undefined;
};

/** Divides the manifests of a pair into candidates and those passed over. */
export const chooseRestorePoint = (
  manifests: readonly BackupManifest[],
  question: RestoreQuestion,
): RestorePointChoice => {
  const judge = restoreJudge(question);
  // Of two captured in the same millisecond, judge the one from `to` first: it excludes the other.
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
