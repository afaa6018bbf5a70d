// The entry of one capture: what binds a backup to the capture that made it. It lies in the record bucket, where only Capture may
// write, so that whoever can write into the vault cannot choose what is restored. Its key tells what a search goes by.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { BackupManifest } from '../../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../../domain/model/listed-backup.ts';
import { backupKey, basicIso, capturePrefix } from '../../form/object-keys.ts';
import { faultsIn, jsonOf } from '../../form/stored-json.ts';

const SHA_256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hex characters'));

const StoredEntry = z.looseObject({
  pair: z.string(),
  backupId: z.string(),
  /** The bytes: object, version and hash. */
  key: z.string(),
  versionId: z.string().check(z.minLength(1), z.maxLength(1024)),
  bytes: z.int().check(z.minimum(1)),
  sha256: SHA_256,
  /** Of the manifest's text, as it was written. */
  manifestSha256: SHA_256,
});
export type CaptureEntry = z.infer<typeof StoredEntry>;

/** S3 dates by whole seconds, and the clock of a function may be a little ahead of it. */
const CLOCK_SLACK_MS = 10_000;

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const latestValueOf = (fact: string): string => sha256Of(fact).slice(0, 12);
const UNREPORTED = latestValueOf('');
const FACTS = ['product', 'version', 'build'] as const;

/** `captures/<pair>/<backupId>.<appliance>.<product>.<version>.<build>.<good|suspect>.json`; the three as marks, whatever they hold. */
export const captureEntryKey = (manifest: BackupManifest): string => {
  const { pair, backupId, appliance, suspect } = manifest;
  const marks = FACTS.map((fact) => latestValueOf(manifest[fact]));
  return `${capturePrefix(pair)}${[backupId, appliance, ...marks, suspect === undefined ? 'good' : 'suspect'].join('.')}.json`;
};

const ENTRY =
  /^(?<backupId>(?<day>\d{8})T(?<time>\d{6})Z-[A-Za-z0-9_-]{1,64})\.(?<appliance>[a-z][a-z0-9-]{0,30})\.(?<product>[0-9a-f]{12})\.(?<version>[0-9a-f]{12})\.(?<build>[0-9a-f]{12})\.(?<judged>good|suspect)\.json$/;

const isoOf = (day: string, time: string): string =>
  `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}.000Z`;

/** @returns undefined where the key is not one of an entry. */
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
        // What either side does not say is no difference.
        return asked === undefined || asked === '' || [latestValueOf(asked), UNREPORTED].includes(marks[fact]);
      }),
  };
};

/** @returns the entry, or its faults. */
export const parseEntry = (text: string): { readonly entry: CaptureEntry } | { readonly faults: string } => {
  const parsed = StoredEntry.safeParse(jsonOf(text));
  return parsed.success ? { entry: parsed.data } : { faults: faultsIn(parsed.error) };
};

/** The entry for a manifest that will be written as that text. */
export const entryOf = ({ pair, backupId, key, versionId, bytes, sha256 }: BackupManifest, text: string): CaptureEntry => ({
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
 * Why a manifest is not the one that this entry, under this key, speaks of; undefined where all of it agrees.
 * @param modifiedMs when S3 took the manifest.
 */
export const bindingFault = (
  entryKey: string,
  entry: CaptureEntry,
  manifest: BackupManifest,
  modifiedMs: number,
): string | undefined => {
  const { pair, backupId, capturedAt } = manifest;
  if (captureEntryKey(manifest) !== entryKey) return 'its capture was entered with other facts than its manifest has';
  if (!backupId.startsWith(`${basicIso(capturedAt)}-`)) return `its id and its time differ: captured at ${capturedAt}`;
  if (manifest.key !== backupKey(pair, backupId)) return `its manifest names the bytes of another backup: ${manifest.key}`;
  for (const fact of ['pair', 'backupId', 'key', 'versionId', 'bytes', 'sha256'] as const) {
    if (entry[fact] !== manifest[fact]) return `its capture was entered with another ${fact} than its manifest has`;
  }
  if (Date.parse(capturedAt) > modifiedMs + CLOCK_SLACK_MS) {
    return `it says that it was captured at ${capturedAt}, but it was written at ${new Date(modifiedMs).toISOString()}`;
  }
  return undefined;
};
