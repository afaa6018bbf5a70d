// The checks of readiness on what the newest good backup holds: Vault accounts without a backup of their key, and a size
// that no restore has proven. Pure.
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { Check } from '../model/readiness-check.ts';
import { NEEDS } from '../needs/needs.ts';
import { ownValue } from '../text/own-value.ts';
import type { ReadinessTerms } from './readiness-facts.ts';

type Newest = Pick<BackupManifest, 'backupId' | 'bytes' | 'fingerprint' | 'appliance'>;

const VAULT_ACCOUNTS = 'vault/account';
/** Assumed: limits of pages and disks lie further apart than this. */
const PROVEN_GROWTH = 1.5;

/** @param newest the newest good backup. */
export const vaultKeyChecks = (
  newest: Newest,
  { attested: { vaultKey } }: Pick<ReadinessTerms, 'attested'>,
  nowMs: number,
) => {
  const of = { need: 'vault-key', about: NEEDS['vault-key'].is } as const;
  const accounts = ownValue(newest.fingerprint ?? {}, VAULT_ACCOUNTS);
  const attested = vaultKey !== undefined && Date.parse(vaultKey) <= nowMs;
  if (attested) {
    const message = `backed up on ${vaultKey} (attested.vaultKey); the newest backup holds ${accounts ?? 'an unknown number of'} Vault accounts`;
    return [{ ...of, result: 'passed', message }] as const satisfies readonly Check[];
  }
  if (accounts === undefined) return [];
  if (accounts === 0) return [{ ...of, result: 'passed', message: 'the Vault holds no accounts' }] as const;
  const message = `expected a past date in attested.vaultKey, found ${vaultKey ?? 'none'}: the Vault of ${newest.appliance} holds ${accounts} accounts, and no configuration backup holds its key`;
  const fix = `Back up the Vault encryption key of ${newest.appliance}, set attested.vaultKey to that date and deploy.`;
  return [
    { ...of, result: 'failed', name: 'VaultKeyUnattested', message, fix, alarms: true },
  ] as const satisfies readonly Check[];
};

/** @param proven the backup whose restore was proven last. */
export const backupSizeChecks = (
  newest: Newest,
  proven: Pick<BackupManifest, 'backupId' | 'bytes'> | undefined,
  pair: string,
): readonly Check[] => {
  if (!proven) return [];
  const of = { need: 'backup-size', about: NEEDS['backup-size'].is } as const;
  const found = `${newest.backupId} has ${newest.bytes} bytes, the proven ${proven.backupId} has ${proven.bytes}`;
  if (newest.bytes <= proven.bytes * PROVEN_GROWTH) return [{ ...of, result: 'passed', message: found }];
  const message = `expected at most ${PROVEN_GROWTH} times the size of a restored backup: ${found}`;
  const fix = `Run a drill: ${JSON.stringify({ pair, kind: 'drill' })}.`;
  return [{ ...of, result: 'failed', name: 'BackupOutgrewProof', message, fix, alarms: false }];
};
