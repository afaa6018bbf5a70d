// Synthesizes the app once per block of addresses and settings, for all scenario files that use them.
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCertificateAuthority, type IssuedCertificate } from '../../lab/network/certificate-authority.ts';
import { labSettings, onlyPair, type SettingsVariant } from '../../lab/scenario/setup/lab-settings.ts';
import { type Prepared, prepare, prepareEach } from '../../lab/scenario/setup/prepare.ts';

const nothing = async (): Promise<void> => undefined;

const placeOf = (folder: string, variant: SettingsVariant): string =>
  join(folder, `${process.env.LAB_BLOCK}-${Buffer.from(JSON.stringify(variant)).toString('base64url')}`);

/** Prepares these variants into the run's folder, in one go. */
export const keepPrepared = async (folder: string, variants: readonly SettingsVariant[]): Promise<void> => {
  const made = await prepareEach(variants);
  for (const [index, variant] of variants.entries()) {
    await using fresh = made[index];
    if (fresh === undefined) continue;
    const kept = placeOf(folder, variant);
    const half = `${kept}-half`;
    await mkdir(half, { recursive: true });
    await cp(fresh.assembly.directory, join(half, 'cdk.out'), { recursive: true });
    await writeFile(join(half, 'authority.json'), JSON.stringify(fresh.ca.root), { mode: 0o600 });
    await rename(half, kept);
  }
};

/** `prepare`, shared for the rest of the run. A test that changes a file of it calls `prepare` instead. */
export const preparedOnce = async (variant: SettingsVariant = {}): Promise<Prepared> => {
  const { TWINBOX_SCENARIOS: folder } = process.env;
  if (folder === undefined) return prepare(variant);
  const kept = placeOf(folder, variant);
  if (!existsSync(kept)) await keepPrepared(folder, [variant]);
  const root = JSON.parse(await readFile(join(kept, 'authority.json'), 'utf8')) as IssuedCertificate;
  const ca = await createCertificateAuthority(root);
  const { settings } = labSettings(ca.caPem, variant);
  const assembly = { directory: join(kept, 'cdk.out'), said: '', [Symbol.asyncDispose]: nothing };
  const [, ...neighbours] = settings.pairs;
  return { ca, assembly, pair: onlyPair(settings), neighbours, [Symbol.asyncDispose]: nothing };
};
