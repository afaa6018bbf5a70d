// Manifests for the tests of the vault.
import { createHash } from 'node:crypto';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { backupIdOf, backupKey } from '../../functions/store/form/object-keys.ts';

/** A manifest of the pair `support`, captured from london at that ISO time, of those bytes. */
export const manifestOf = (
  capturedAt: string,
  bytes: Uint8Array = Buffer.from('NSB'),
  versionId = 'v1',
): BackupManifest => {
  const backupId = backupIdOf(capturedAt, 'a1b2c3');
  return {
    backupId,
    pair: 'support',
    appliance: 'london',
    epoch: 3,
    capturedAt,
    key: backupKey('support', backupId),
    versionId,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    product: 'RS',
    version: '25.1.2',
    build: '81234',
    applianceId: 'f'.repeat(32),
    credentialsOf: 'london',
    notIncluded: ['session recordings'],
  };
};
