// Trust and distrust. With `trust` a person makes a suspect backup good, by its id, or the newest suspect one; the pair
// record binds that to the backup's bytes. With `distrust` a person keeps a backup out of every restore, by its id, or
// all that were captured in a window.

import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { wrongInput } from '../../contract/workflow/verbs/parse-input.ts';
import { isSuspectStill } from '../../domain/backup/restore-point.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import {
  distrustingWindow,
  tooManyDistrusted,
  trustingWindow,
  type WindowOrder,
} from '../../domain/trust/distrust-window.ts';
import { distrusting, distrustOf, isGood, isWithin, trusting } from '../../domain/trust/trust.ts';
import type { PairRecords, RecordReading } from '../../store/record/pair-records.ts';
import { type BackupSource, manifestsOf, newestGood } from '../backups/seek-backups.ts';

export interface TrustTools {
  readonly records: PairRecords;
  readonly backups: BackupSource;
}

export interface TrustOrder {
  /** Omitted: the newest suspect backup. */
  readonly backup?: string | undefined;
  /** With `to`: all backups captured from then on. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: string;
  readonly reason: string;
}

type Worded = RecordReading & { readonly message: string };

/** Both ends of the window, if the order has one. */
const windowOf = ({ from, to, by, reason }: TrustOrder): WindowOrder | undefined =>
  from === undefined || to === undefined ? undefined : { from, to, by, reason };

/** @throws WrongInput */
const pick = async (
  { backups }: TrustTools,
  pair: string,
  record: PairRecord,
  backup: string | undefined,
): Promise<BackupManifest> => {
  const fits = (listed: ListedBackup): boolean =>
    backup === undefined ? isSuspectStill(listed, record) && !distrustOf(record, listed) : listed.backupId === backup;
  for await (const manifest of manifestsOf(backups, pair, fits)) {
    if (!isGood(manifest, record)) return manifest;
    if (backup !== undefined) throw wrongInput([`backup: ${backup} is not suspect; it already counts as good`]);
  }
  throw wrongInput([
    backup === undefined ? `no backup of ${pair} is suspect` : `backup: ${pair} has no backup ${backup}`,
  ]);
};

const trustWindow = async (
  { records }: TrustTools,
  settings: PairSettings,
  { by, reason, ...times }: WindowOrder,
): Promise<Worded> => {
  const done = await records.change(settings, (record) => {
    const trusted = trustingWindow(record, times);
    if ('fault' in trusted) throw wrongInput([trusted.fault]);
    return trusted;
  });
  const lifted = done.lifted.map(({ from, to }) => `${from} to ${to}`).join(', ');
  return {
    ...done,
    message: `${settings.name}: ${by} trusts the backups captured from ${lifted} again: ${reason}. Suspect ones among them stay suspect.`,
  };
};

/**
 * Safe to run twice: the second run throws WrongInput because the backup is already good.
 * @throws WrongInput, PairRecordContended
 */
export const trustBackup = async (tools: TrustTools, settings: PairSettings, order: TrustOrder): Promise<Worded> => {
  const window = windowOf(order);
  if (window) return trustWindow(tools, settings, window);
  const { backup, by, reason } = order;
  const { record } = await tools.records.read(settings);
  const { backupId, sha256, suspect, capturedAt } = await pick(tools, settings.name, record, backup);
  const done = await tools.records.change(settings, (current, nowMs) => {
    const trusted = { backupId, sha256, of: 'person', by, reason, at: new Date(nowMs).toISOString() } as const;
    return { record: trusting(current, trusted, capturedAt) };
  });
  return {
    ...done,
    message: `${settings.name}: ${by} trusts the backup ${backupId} (${suspect ?? 'distrusted before'}): ${reason}. It counts as good from now on.`,
  };
};

const distrustWindow = async (
  { records, backups }: TrustTools,
  settings: PairSettings,
  order: WindowOrder,
): Promise<Worded> => {
  const { name } = settings;
  const done = await records.change(settings, (record, nowMs) => {
    const distrusted = distrustingWindow(record, order, nowMs);
    if ('fault' in distrusted) throw wrongInput([distrusted.fault]);
    return distrusted;
  });
  const { from, to } = done.window;
  let there = 0;
  for await (const { capturedAt } of backups.listed(name)) if (isWithin(done.window, capturedAt)) there += 1;
  const good = await newestGood(backups, name, done.record);
  const left = good ? `The newest good backup is now ${good.backupId}` : 'No good backup is left';
  return {
    ...done,
    message: `${name}: ${order.by} distrusts all backups captured from ${from} to ${to} (${there} are stored): ${order.reason}. No recovery and no drill restores one of them from now on, also one that is still being captured. ${left}.`,
  };
};

/**
 * Safe to run twice: the last reason counts.
 * @throws WrongInput if the pair has no such backup, or the window is none; PairRecordContended
 */
export const distrustBackup = async (tools: TrustTools, settings: PairSettings, order: TrustOrder): Promise<Worded> => {
  const window = windowOf(order);
  if (window) return distrustWindow(tools, settings, window);
  const { records, backups } = tools;
  const { backup = '', by, reason } = order;
  const { name } = settings;
  // The listing is enough, so that a backup with an unreadable manifest can be distrusted too.
  const isThere = async (): Promise<boolean> => {
    for await (const { backupId } of backups.listed(name)) if (backupId === backup) return true;
    return false;
  };
  if (!(await isThere())) throw wrongInput([`backup: ${name} has no backup ${backup}`]);
  const done = await records.change(settings, (record, nowMs) => {
    const fault = tooManyDistrusted(record, backup);
    if (fault !== undefined) throw wrongInput([fault]);
    return { record: distrusting(record, { backupId: backup, by, reason, at: new Date(nowMs).toISOString() }) };
  });
  return {
    ...done,
    message: `${name}: ${by} distrusts the backup ${backup}: ${reason}. No recovery and no drill restores it from now on.`,
  };
};
