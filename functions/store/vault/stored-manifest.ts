// The manifest as stored: its schema, checked at each read, because its backup overwrites an appliance.
import * as z from 'zod/mini';
import { parseJson } from '../../contract/json/parse-json.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';

// Bounded, because all of it passes through the execution data, which holds 256 KiB.
const word = z.string().check(z.maxLength(256));
const known = z.string().check(z.minLength(1), z.maxLength(1024));

const StoredManifest = z.looseObject({
  backupId: z.string().check(z.minLength(1), z.maxLength(128)),
  pair: word,
  appliance: word,
  epoch: z.int().check(z.minimum(0)),
  capturedAt: z.iso.datetime({ offset: true }),
  key: z.string().check(z.endsWith('.nsb'), z.maxLength(1024)),
  versionId: known,
  bytes: z.int().check(z.minimum(1)),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hex characters')),
  product: word,
  version: word,
  build: word,
  applianceId: word,
  credentialsOf: word,
  secretVersionId: z.exactOptional(known),
  fingerprint: z.exactOptional(z.record(z.string().check(z.maxLength(64)), z.int().check(z.minimum(0)))),
  content: z.exactOptional(z.enum(['binary', 'text'])),
  suspect: z.exactOptional(z.string().check(z.maxLength(2_000))),
  suspicions: z.exactOptional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(20))),
  notIncluded: z.array(z.string().check(z.maxLength(500))).check(z.maxLength(50)),
});

export type ManifestReading = { readonly manifest: BackupManifest } | { readonly unreadable: string };

/** Reads a manifest's text; `unreadable` names the backup and the faults. */
export const parseManifest = (backupId: string, pair: string, text: string): ManifestReading => {
  const { value: manifest, faults } = parseJson(StoredManifest, text);
  if (!manifest) return { unreadable: `${backupId}: its manifest cannot be read: ${faults}` };
  if (manifest.pair !== pair || manifest.backupId !== backupId)
    return { unreadable: `${backupId}: its manifest belongs to ${manifest.backupId} of ${manifest.pair}` };
  return { manifest };
};
