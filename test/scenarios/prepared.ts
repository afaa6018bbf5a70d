// Synthesizes the app once per block of addresses and settings, for all scenario files that use them.
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCertificateAuthority, type IssuedCertificate } from '../../lab/network/certificate-authority.ts';
import { type Prepared, prepare } from '../../lab/scenario/scenario-lab.ts';
import { labSettings, onlyPair, type SettingsVariant } from '../../lab/scenario/setup/lab-settings.ts';

const nothing = async (): Promise<void> => undefined;

/** `prepare`, shared for the rest of the run. A test that changes a file of it calls `prepare` instead. */
export const preparedOnce = async (variant: SettingsVariant = {}): Promise<Prepared> => {
  const { TWINBOX_SCENARIOS: folder, LAB_BLOCK: block } = process.env;
  if (folder === undefined) return prepare(variant);
  const kept = join(folder, `${block}-${Buffer.from(JSON.stringify(variant)).toString('base64url')}`);
  if (!existsSync(kept)) {
    await using fresh = await prepare(variant);
    const half = `${kept}-half`;
    await mkdir(half, { recursive: true });
    await cp(fresh.assembly.directory, join(half, 'cdk.out'), { recursive: true });
    await writeFile(join(half, 'authority.json'), JSON.stringify(fresh.ca.root), { mode: 0o600 });
    await rename(half, kept);
  }
  const root = JSON.parse(await readFile(join(kept, 'authority.json'), 'utf8')) as IssuedCertificate;
  const ca = await createCertificateAuthority(root);
  const { settings } = labSettings(ca.caPem, variant);
  const assembly = { directory: join(kept, 'cdk.out'), said: '', [Symbol.asyncDispose]: nothing };
  const [, ...neighbours] = settings.pairs;
  return { ca, assembly, pair: onlyPair(settings), neighbours, [Symbol.asyncDispose]: nothing };
};
