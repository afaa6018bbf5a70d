// The entry of one capture binds a backup to the capture that made it. It is in the record bucket, where only Capture
// may write, so that write access to the backup store is not enough to choose what is restored. Its key holds the facts
// that a search needs.

import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { parseJson } from '../../../contract/json/parse-json.ts';
import type { BackupManifest } from '../../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../../domain/model/listed-backup.ts';
import { basicIso } from '../../../domain/text/basic-time.ts';
import { backupKey, capturePrefix } from '../../form/object-keys.ts';

const SHA_256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hex characters'));

const StoredEntry = z.looseObject({
  pair: z.string(),
  backupId: z.string(),
  /** The bytes: object, version and hash. */
  key: z.string(),
  versionId: z.string().check(z.minLength(1), z.maxLength(1024)),
  bytes: z.int().check(z.minimum(1)),
  sha256: SHA_256,
  /** Hash of the manifest's text as written. */
  manifestSha256: SHA_256,
});
export type CaptureEntry = z.infer<typeof StoredEntry>;

/** S3's dates are whole seconds, and the clock of a function may be slightly ahead. */
const CLOCK_SLACK_MS = 10_000;

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const latestValueOf = (fact: string): string => sha256Of(fact).slice(0, 12);
const UNREPORTED = latestValueOf('');
const FACTS = ['product', 'version', 'build'] as const;

/**
 * `captures/<pair>/<backupId>.<appliance>.<product>.<version>.<build>.<good|suspect>.json`; the three as marks,
 * whatever they hold.
 */
export const captureEntryKey = (manifest: BackupManifest): string => {
  const { pair, backupId, appliance, suspect } = manifest;
  const marks = FACTS.map((fact) => latestValueOf(manifest[fact]));
  return `${capturePrefix(pair)}${[backupId, appliance, ...marks, suspect === undefined ? 'good' : 'suspect'].join('.')}.json`;
};

const ENTRY =
  /^(?<backupId>(?<day>\d{8})T(?<time>\d{6})Z-[A-Za-z0-9_-]{1,64})\.(?<appliance>[a-z][a-z0-9-]{0,30})\.(?<product>[0-9a-f]{12})\.(?<version>[0-9a-f]{12})\.(?<build>[0-9a-f]{12})\.(?<judged>good|suspect)\.json$/;

const isoOf = (day: string, time: string): string =>
  `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}.000Z`;

/** @returns undefined if the key is not one of an entry. */
export const listedOf = (pair: string, key: string, tag: string): ListedBackup | undefined => {
  const { backupId, day, time, appliance, product, version, build, judged } =
    ENTRY.exec(key.slice(capturePrefix(pair).length))?.groups ?? {};
  if (!backupId || !day || !time || !appliance || !product || !version || !build) return undefined;
  const capturedAt = isoOf(day, time);
  if (Number.isNaN(Date.parse(capturedAt))) return undefined;
  const marks = { product, version, build };
  return {
    backupId,
    entry: key,
    tag,
    capturedAt,
    appliance,
    isSuspect: judged === 'suspect',
    softwareMark: `${product}.${version}.${build}`,
    madeBy: (software) =>
      FACTS.every((fact) => {
        const asked = software[fact];
        // A fact that either side omits is not a difference.
        return asked === undefined || asked === '' || [latestValueOf(asked), UNREPORTED].includes(marks[fact]);
      }),
  };
};

/** @returns the entry, or its faults. */
export const parseEntry = (text: string): { readonly entry: CaptureEntry } | { readonly faults: string } => {
  const { value: entry, faults } = parseJson(StoredEntry, text);
  return entry ? { entry } : { faults };
};

/** The entry for a manifest with that text. */
export const entryOf = (
  { pair, backupId, key, versionId, bytes, sha256 }: BackupManifest,
  text: string,
): CaptureEntry => ({
  pair,
  backupId,
  key,
  versionId,
  bytes,
  sha256,
  manifestSha256: sha256Of(text),
});

export const isTextOf = ({ manifestSha256 }: CaptureEntry, text: string): boolean => sha256Of(text) === manifestSha256;

/**
 * Why a manifest does not match this entry and key; undefined if it does.
 * @param modifiedMs when S3 stored the manifest.
 */
export const bindingFault = (
  entryKey: string,
  entry: CaptureEntry,
  manifest: BackupManifest,
  modifiedMs: number,
): string | undefined => {
  const { pair, backupId, capturedAt } = manifest;
  if (captureEntryKey(manifest) !== entryKey) return 'its capture entry has other facts than its manifest';
  if (!backupId.startsWith(`${basicIso(capturedAt)}-`)) return `its id and its time differ: captured at ${capturedAt}`;
  if (manifest.key !== backupKey(pair, backupId))
    return `its manifest names the bytes of another backup, ${manifest.key}`;
  for (const fact of ['pair', 'backupId', 'key', 'versionId', 'bytes', 'sha256'] as const) {
    if (entry[fact] !== manifest[fact]) return `its capture entry has another ${fact} than its manifest`;
  }
  if (Date.parse(capturedAt) > modifiedMs + CLOCK_SLACK_MS) {
    return `its manifest says that it was captured at ${capturedAt}, but it was written at ${new Date(modifiedMs).toISOString()}`;
  }
  return undefined;
};
