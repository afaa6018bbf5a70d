// Judges a certificate as a TLS client does, at the lab's time: chain, validity, name. Codes are OpenSSL's and Node's.
// Source: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/ and "tls.checkServerIdentity" of Node's documents.
import { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';

const parsed = new Map<string, X509Certificate>();
const chains = new Map<string, Chain>();
const MOST_REMEMBERED = 500;

const remember = <V>(map: Map<string, V>, key: string, make: () => V): V => {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size >= MOST_REMEMBERED) map.clear();
  const made = make();
  map.set(key, made);
  return made;
};

const certificateOf = (pem: string): X509Certificate => remember(parsed, pem, () => new X509Certificate(pem));

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

type Chain = 'verified' | 'broken' | 'unknown';

/** How it is signed: by one of these, by the name of one of these but not by its key, or by none of them. */
const chainTo = (pem: string, ca: string): Chain =>
  remember(chains, `${pem}\n${ca}`, () => {
    const leaf = certificateOf(pem);
    const roots = (ca.match(PEM) ?? []).map(certificateOf);
    const named = roots.filter((root) => leaf.issuer === root.subject);
    if (roots.some((root) => root.fingerprint256 === leaf.fingerprint256)) return 'verified';
    if (named.some((root) => leaf.checkIssued(root) && leaf.verify(root.publicKey))) return 'verified';
    return named.length > 0 ? 'broken' : 'unknown';
  });

const UNKNOWN_ISSUER = 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';
const CODE_OF: Readonly<Record<Chain, string | undefined>> = {
  verified: undefined,
  broken: 'CERT_SIGNATURE_FAILURE',
  unknown: UNKNOWN_ISSUER,
};

const validityFault = ({ validFromDate, validToDate }: X509Certificate, nowMs: number): string | undefined => {
  if (nowMs < validFromDate.getTime()) return 'CERT_NOT_YET_VALID';
  return nowMs > validToDate.getTime() ? 'CERT_HAS_EXPIRED' : undefined;
};

/**
 * The code of what is wrong with it; undefined if a client that trusts `ca` accepts it for that name. OpenSSL goes on
 * after a fault, so the last one counts; the name is checked only where all else is well.
 */
export const distrustOf = (
  pem: string,
  { ca, name, nowMs }: { readonly ca: string | undefined; readonly name: string; readonly nowMs: number },
): string | undefined => {
  const leaf = certificateOf(pem);
  const chain = ca === undefined ? 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' : CODE_OF[chainTo(pem, ca)];
  const fault = validityFault(leaf, nowMs) ?? chain;
  if (fault !== undefined) return fault;
  const misnamed = checkServerIdentity(name, leaf.toLegacyObject());
  return misnamed && 'ERR_TLS_CERT_ALTNAME_INVALID';
};
