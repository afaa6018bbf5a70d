// What a certificate says and how long it still holds, as data. Pure: whoever reads a certificate hands the facts in. The name
// rule is RFC 6125: an asterisk stands for one whole label, the first one.

export interface CertificateFacts {
  /** ISO times between which it holds. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Host names and IP addresses of its subject alternative name, in lower case. */
  readonly names: readonly string[];
  /** From the one who signed it up to the root, as far as they are known; a self-signed one names itself once. */
  readonly issuers: readonly string[];
  /** SHA-256 of the certificate, 64 lower case hex characters. */
  readonly fingerprint: string;
  /** Whether a call to it would be made, by the trust and the name that were asked for. */
  readonly trusted: boolean;
  /** Node's or OpenSSL's code where it is not trusted. */
  readonly distrust?: string;
}

const DAY_MS = 86_400_000;

/** Whole days until it ends; negative once it has. */
export const certificateDaysLeft = ({ notAfter }: CertificateFacts, nowMs: number): number =>
  Math.floor((Date.parse(notAfter) - nowMs) / DAY_MS);

/** Whether it proves that name. */
export const certificateNames = ({ names }: CertificateFacts, name: string): boolean => {
  const wanted = name.toLowerCase();
  const dot = wanted.indexOf('.');
  return names.includes(wanted) || (dot > 0 && names.includes(`*${wanted.slice(dot)}`));
};

/**
 * Sentences on what is wrong with it for a service of these names; empty where nothing is.
 * @param warnDays it is a fault to have fewer days left than this.
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
  if (days < 0) ends.push(`it ended on ${facts.notAfter}`);
  else if (days < warnDays) ends.push(`it ends in ${days} days, on ${facts.notAfter}`);
  return [
    ...ends,
    ...(Date.parse(facts.notBefore) > nowMs ? [`it does not hold before ${facts.notBefore}`] : []),
    ...(missing.length > 0 ? [`it does not name ${missing.join(', ')}`] : []),
    ...(facts.trusted ? [] : [`we do not trust it (${facts.distrust ?? 'unknown'})`]),
  ];
};
