// Writes captures in memory: keeps the manifests, and of the bytes only their number and hash.
import { createHash } from 'node:crypto';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { CaptureWriter } from '../../functions/store/vault/vault.ts';

export const inMemoryCaptureWriter = (keep: (manifest: BackupManifest) => unknown): CaptureWriter => ({
  begin: async () => {
    const hash = createHash('sha256');
    let bytes = 0;
    return {
      get bytes() {
        return bytes;
      },
      write: async (chunk) => {
        hash.update(chunk);
        bytes += chunk.length;
      },
      complete: async () => ({ versionId: 'v1', bytes, sha256: hash.digest('hex') }),
      abort: async () => undefined,
    };
  },
  writeManifest: async (manifest) => void keep(structuredClone(manifest)),
});
