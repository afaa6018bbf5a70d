// The manifest as it lies in the vault: its form, checked at each reading, since what it says is restored over a box.
import * as z from 'zod/mini';
import type { BackupManifest } from '../domain/backup-manifest.ts';
import { backupPrefix } from './object-keys.ts';

const StoredManifest = z.looseObject({
  backupId: z.string().check(z.minLength(1)),
  pair: z.string(),
  appliance: z.string(),
  epoch: z.int().check(z.minimum(0)),
  capturedAt: z.iso.datetime({ offset: true }),
  key: z.string().check(z.endsWith('.nsb')),
  versionId: z.string().check(z.minLength(1)),
  bytes: z.int().check(z.minimum(1)),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hex characters')),
  product: z.string(),
  version: z.string(),
  build: z.string(),
  applianceId: z.string(),
  credentialsOf: z.string(),
  secretVersionId: z.exactOptional(z.string().check(z.minLength(1))),
  fingerprint: z.exactOptional(z.record(z.string(), z.int().check(z.minimum(0)))),
  content: z.exactOptional(z.enum(['binary', 'text'])),
  suspect: z.exactOptional(z.string()),
  suspicions: z.exactOptional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(20))),
  notIncluded: z.array(z.string()),
});

export type ManifestReading = { readonly manifest: BackupManifest } | { readonly unreadable: string };

/** Reads a manifest's text; `unreadable` names its key and the faults. */
export const parseManifest = (key: string, pair: string, text: string): ManifestReading => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { unreadable: `${key}: no JSON (${error instanceof Error ? error.name : 'unknown'})` };
  }
  const parsed = StoredManifest.safeParse(json);
  if (!parsed.success) {
    return {
      unreadable: `${key}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
    };
  }
  const manifest = parsed.data;
  if (manifest.pair !== pair || !manifest.key.startsWith(backupPrefix(pair))) {
    return { unreadable: `${key}: names the pair ${manifest.pair} and the object ${manifest.key}` };
  }
  return { manifest };
};
