// The lab's own certificate authority. Appliances, power controllers and witnesses get their certificates here. Clients
// trust this authority and no other, so that TLS is verified in the lab as in production.
import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

/** A certificate and its key, both PEM. */
export interface IssuedCertificate {
  readonly certPem: string;
  readonly keyPem: string;
}

/**
 * Validity as real instants; the default is from yesterday for two years, because lab time runs ahead of the machine's.
 */
export interface Validity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** Signs server certificates for DNS names and IP addresses. `caPem` is what a client puts into its `ca` option. */
export interface CertificateAuthority {
  readonly caPem: string;
  /** Certificate and key of the authority itself. */
  readonly root: IssuedCertificate;
  issue(names: readonly string[], addresses: readonly string[], validity?: Validity): Promise<IssuedCertificate>;
}

/** A new authority with a key of its own, or again the one that has this root; nothing is written to disk. */
export const createCertificateAuthority = async (known?: IssuedCertificate): Promise<CertificateAuthority> => {
  const dates = (validity: Validity = {}) => ({
    notBeforeDate: validity.notBefore ?? new Date(Date.now() - DAY_MS),
    notAfterDate: validity.notAfter ?? new Date(Date.now() + 730 * DAY_MS),
  });
  const newRoot = () =>
    generate([{ name: 'commonName', value: 'Twinbox lab authority' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      ...dates(),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    });
  const made = known === undefined ? await newRoot() : undefined;
  const root = known ?? { certPem: made?.cert ?? '', keyPem: made?.private ?? '' };
  return {
    caPem: root.certPem,
    root,
    issue: async (names, addresses, validity) => {
      const first = names[0] ?? addresses[0];
      if (first === undefined) throw new RangeError('a certificate needs at least one name or address');
      const leaf = await generate([{ name: 'commonName', value: first }], {
        keyType: 'ec',
        algorithm: 'sha256',
        ...dates(validity),
        ca: { key: root.keyPem, cert: root.certPem },
        extensions: [
          { name: 'basicConstraints', cA: false, critical: true },
          { name: 'keyUsage', digitalSignature: true, critical: true },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: [
              ...names.map((value) => ({ type: 2 as const, value })),
              ...addresses.map((ip) => ({ type: 7 as const, ip })),
            ],
          },
        ],
      });
      return { certPem: leaf.cert, keyPem: leaf.private };
    },
  };
};
