// What several scenarios can share: certificate authorities, and the templates that trust them.
import { type CertificateAuthority, createCertificateAuthority } from '../../network/certificate-authority.ts';
import { type Assembly, synthesizeEach } from './assembly.ts';
import { type LabPair, labSettings, onlyPair, type SettingsVariant } from './lab-settings.ts';

/** What several scenarios can share: a certificate authority and the template that trusts it. */
export interface Prepared extends AsyncDisposable {
  readonly ca: CertificateAuthority;
  readonly assembly: Assembly;
  readonly pair: LabPair;
  /** Further pairs, each with a stack of its own. */
  readonly neighbours: readonly LabPair[];
}

/** Synthesizes the app once for each variant, each with a certificate authority of its own. */
export const prepareEach = async (variants: readonly SettingsVariant[]): Promise<readonly Prepared[]> => {
  const made = await Promise.all(
    variants.map(async (variant) => {
      const ca = await createCertificateAuthority();
      return { ca, ...labSettings(ca.caPem, variant) };
    }),
  );
  const assemblies = await synthesizeEach(made.map(({ yaml }) => yaml));
  return made.flatMap(({ ca, settings }, index) => {
    const assembly = assemblies[index];
    if (assembly === undefined) return [];
    const [, ...neighbours] = settings.pairs;
    const dispose = () => assembly[Symbol.asyncDispose]();
    return [{ ca, assembly, pair: onlyPair(settings), neighbours, [Symbol.asyncDispose]: dispose }];
  });
};

/** Synthesizes the app with the lab's settings and a new certificate authority. */
export const prepare = async (variant: SettingsVariant = {}): Promise<Prepared> => {
  const [prepared] = await prepareEach([variant]);
  if (prepared === undefined) throw new Error('nothing was prepared');
  return prepared;
};
