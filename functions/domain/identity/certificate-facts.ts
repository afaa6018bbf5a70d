// The facts of a certificate and the checks on them. Pure: the caller reads the certificate. Names match by RFC 6125:
// an asterisk matches exactly one label, the first one.

export interface CertificateFacts {
  /** ISO times between which it is valid. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Host names and IP addresses of its subject alternative name, in lower case. */
  readonly names: readonly string[];
  /** From its signer up to the root, as far as known; a self-signed certificate names itself once. */
  readonly issuers: readonly string[];
  /** SHA-256 of the certificate, 64 lower case hex characters. */
  readonly fingerprint: string;
  /** Whether a client with the given trust and name would accept it. */
  readonly trusted: boolean;
  /** Node's or OpenSSL's code if it is not trusted. */
  readonly distrust?: string;
}

const DAY_MS = 86_400_000;

/** Whole days until it expires; negative afterwards. */
export const certificateDaysLeft = ({ notAfter }: CertificateFacts, nowMs: number): number =>
  Math.floor((Date.parse(notAfter) - nowMs) / DAY_MS);

/** Whether it is valid for that name. */
export const certificateNames = ({ names }: CertificateFacts, name: string): boolean => {
  const required = name.toLowerCase();
  const dot = required.indexOf('.');
  return names.includes(required) || (dot > 0 && names.includes(`*${required.slice(dot)}`));
};

/**
 * Its faults for a service of these names, as sentences; empty if there are none.
 * @param warnDays fewer days left than this are a fault.
 */
export const certificateFaults = (
  facts: CertificateFacts,
  serviceNames: readonly string[],
  nowMs: number,
  warnDays: number,
): readonly string[] => {
  const days = certificateDaysLeft(facts, nowMs);
  const missing = serviceNames.filter((name) => !certificateNames(facts, name));
  const ends = Number.isNaN(days) ? ['its dates cannot be read'] : [];
  if (days < 0) ends.push(`it expired on ${facts.notAfter}`);
  else if (days < warnDays) ends.push(`it expires in ${days} days, on ${facts.notAfter}`);
  return [
    ...ends,
    ...(Date.parse(facts.notBefore) > nowMs ? [`it is not valid before ${facts.notBefore}`] : []),
    ...(missing.length > 0 ? [`it does not name ${missing.join(', ')}`] : []),
    ...(facts.trusted ? [] : [`it is not trusted (${facts.distrust ?? 'unknown'})`]),
  ];
};
