// Judges a certificate as a TLS client does, at the lab's time: chain, validity, name. Codes are OpenSSL's and Node's.
// Source: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/ and "tls.checkServerIdentity" of Node's documents.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

const parsed = new Map<string, X509Certificate>();
const signed = new Map<string, boolean>();
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

const trustedBy = (pem: string, ca: string): boolean =>
  remember(signed, `${pem}\n${ca}`, () => {
    const leaf = certificateOf(pem);
    return (ca.match(PEM) ?? []).some((one) => {
      const root = certificateOf(one);
      return root.fingerprint256 === leaf.fingerprint256 || (leaf.checkIssued(root) && leaf.verify(root.publicKey));
    });
  });

/** The code of what is wrong with it; undefined if a client that trusts `ca` accepts it for that name. */
export const distrustOf = (
  pem: string,
  { ca, name, nowMs }: { readonly ca: string | undefined; readonly name: string; readonly nowMs: number },
): string | undefined => {
  const leaf = certificateOf(pem);
  if (ca === undefined || !trustedBy(pem, ca)) return 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  if (nowMs < leaf.validFromDate.getTime()) return 'CERT_NOT_YET_VALID';
  if (nowMs > leaf.validToDate.getTime()) return 'CERT_HAS_EXPIRED';
  const named = isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name);
  return named === undefined ? 'ERR_TLS_CERT_ALTNAME_INVALID' : undefined;
};
