// Trust: a suspect backup counts as good once a drill has restored and checked it, or an operator says so with a
// reason. The pair record holds it, bound to the bytes, so that write access to the backup store alone cannot grant it.
// Distrust: an operator excludes a backup, or all that were captured in a window, whatever their captures found. Pure.
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { PairRecord } from '../record/pair-record.ts';
import type { DistrustedBackup, DistrustWindow, TrustedBackup } from '../record/trusted-backup.ts';

/** The record stays small. */
export const MOST_TRUSTED = 200;

export type Trusting = Pick<PairRecord, 'trusted' | 'distrusted' | 'distrustWindows'>;

export type Distrust = DistrustedBackup | DistrustWindow;

type Captured = Pick<BackupManifest, 'backupId' | 'capturedAt'>;

export const trustOf = (
  { trusted = [] }: Trusting,
  { backupId, sha256 }: Pick<BackupManifest, 'backupId' | 'sha256'>,
): TrustedBackup | undefined => trusted.find((one) => one.backupId === backupId && one.sha256 === sha256);

/** A listing knows only the second of a capture, so windows consist of whole seconds. */
const secondOf = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

/** Whether the capture began in the window. */
export const isWithin = ({ from, to }: Pick<DistrustWindow, 'from' | 'to'>, capturedAt: string): boolean =>
  secondOf(from) <= secondOf(capturedAt) && secondOf(capturedAt) <= secondOf(to);

/** Why an operator excludes it: by its id, or by the time of its capture, whatever its bytes. */
export const distrustOf = (
  { distrusted = [], distrustWindows = [] }: Trusting,
  { backupId, capturedAt }: Captured,
): Distrust | undefined =>
  distrusted.find((one) => one.backupId === backupId) ??
  distrustWindows.findLast((one) => isWithin(one, capturedAt) && one.except?.includes(backupId) !== true);

/** Whether it counts as good. */
export const isGood = (manifest: BackupManifest, record: Trusting): boolean =>
  distrustOf(record, manifest) === undefined &&
  (manifest.suspect === undefined || trustOf(record, manifest) !== undefined);

const without = <T extends { readonly backupId: string }>(
  list: readonly T[] | undefined,
  backupId: string,
): readonly T[] => (list ?? []).filter((one) => one.backupId !== backupId);

/** The oldest trust is dropped first: that backup is suspect again. */
const withTrust = <R extends Trusting>(record: R, trusted: TrustedBackup): R => ({
  ...record,
  trusted: [...without(record.trusted, trusted.backupId), trusted].slice(-MOST_TRUSTED),
});

const excepting = (window: DistrustWindow, backupId: string): DistrustWindow => ({
  ...window,
  except: [...(window.except ?? []).filter((id) => id !== backupId), backupId].slice(-MOST_TRUSTED),
});

/**
 * The record with that backup trusted. The last statement of a person about a backup counts; a drill never lifts a
 * person's distrust.
 * @param capturedAt of that backup.
 */
export const trusting = <R extends Trusting>(record: R, trusted: TrustedBackup, capturedAt: string): R => {
  if (trusted.of !== 'person') return withTrust(record, trusted);
  const { distrusted, distrustWindows } = record;
  const { backupId } = trusted;
  return {
    ...withTrust(record, trusted),
    ...(distrusted && { distrusted: without(distrusted, backupId) }),
    ...(distrustWindows && {
      distrustWindows: distrustWindows.map((one) => (isWithin(one, capturedAt) ? excepting(one, backupId) : one)),
    }),
  };
};

/** The record with that backup distrusted. The last statement about a backup counts. */
export const distrusting = <R extends Trusting>(record: R, distrusted: DistrustedBackup): R => ({
  ...record,
  ...(record.trusted && { trusted: without(record.trusted, distrusted.backupId) }),
  distrusted: [...without(record.distrusted, distrusted.backupId), distrusted],
});

/** The input that trusts that backup, as JSON to copy. */
export const trustInput = (pair: string, backup: string): string =>
  JSON.stringify({ pair, kind: 'trust', backup, by: 'your name', reason: 'how you know that it is good' });

/** One sentence without its full stop. */
export const describeTrust = ({ backupId, by, reason, at }: TrustedBackup): string =>
  `The suspect backup ${backupId} counts as good: trusted by ${by} at ${at} (${reason})`;

/** What a distrust covers, as a phrase. */
const coverOf = (distrust: Distrust): string =>
  'backupId' in distrust
    ? `the backup ${distrust.backupId}`
    : `backups captured from ${distrust.from} to ${distrust.to}`;

/** One sentence without its full stop. */
export const describeDistrust = (distrust: Distrust): string => {
  const { by, reason, at } = distrust;
  const but = 'except' in distrust && distrust.except?.length ? `, except ${distrust.except.join(', ')}` : '';
  return `Twinbox does not restore ${coverOf(distrust)}${but}: distrusted by ${by} at ${at} (${reason})`;
};

/** Who distrusts one backup and why, as a clause. */
export const describeDistrustOfOne = (distrust: Distrust): string => {
  const { by, reason, at } = distrust;
  const all = 'backupId' in distrust ? '' : `, with all ${coverOf(distrust)}`;
  return `distrusted by ${by} at ${at}${all} (${reason})`;
};
