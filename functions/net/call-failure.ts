// Why a call got no answer, in the terms of a probe's result: a fault of the target, or one at our own end.

import type { FailureName } from '../domain/failure/failure-name.ts';
import type { ProbeResult } from '../domain/model/observation.ts';

/** The probe results that are not HTTP answers. */
export type FailureKind = Extract<ProbeResult, 'refused' | 'reset' | 'silent' | 'unresolved' | 'untrusted' | 'garbled'>;

const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ABORT_ERR: 'silent',
  ETIMEDOUT: 'silent',
  ETIMEOUT: 'silent',
  ECANCELLED: 'silent',
  EHOSTUNREACH: 'silent',
  EHOSTDOWN: 'silent',
  ENETUNREACH: 'silent',
  ENETDOWN: 'silent',
  ENOTFOUND: 'unresolved',
  ENODATA: 'unresolved',
  EAI_AGAIN: 'unresolved',
  HOSTNAME_MISMATCH: 'untrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  INVALID_CA: 'untrusted',
  INVALID_PURPOSE: 'untrusted',
  PATH_LENGTH_EXCEEDED: 'untrusted',
};

/** Plain words for cryptic codes. Others are shown as they are. */
const IN_WORDS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'no answer in time',
  AbortError: 'no answer in time',
  TimeoutError: 'no answer in time',
  ETIMEDOUT: 'no answer in time',
  ETIMEOUT: 'no answer in time',
  ECANCELLED: 'no answer in time',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no route to it',
  EHOSTDOWN: 'no route to it',
  ENETDOWN: 'our network is down',
};

const inWords = (code: string): string => (Object.hasOwn(IN_WORDS, code) && IN_WORDS[code]) || code;

/** OpenSSL's names for chains that do not verify: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/ */
const isCertificateCode = (code: string): boolean => /^(CERT_|CRL_|UNABLE_TO_|ERROR_IN_CERT_|ERROR_IN_CRL_)/.test(code);

const kindOf = (code: string, name: string): FailureKind => {
  const known = Object.hasOwn(KIND_OF_CODE, code) ? KIND_OF_CODE[code] : undefined;
  if (known) return known;
  if (name === 'AbortError' || name === 'TimeoutError') return 'silent';
  return isCertificateCode(code) ? 'untrusted' : 'garbled';
};

/** A call without an answer. The message names the target and the code, never the request. */
export class CallFailure extends Error {
  override readonly name = 'NoAnswer' satisfies FailureName;
  readonly kind: FailureKind;
  /** Node's or OpenSSL's code. */
  readonly code: string;

  constructor(kind: FailureKind, code: string, target: string) {
    super(`${target}: ${kind} (${inWords(code)})`);
    this.kind = kind;
    this.code = inWords(code);
  }
}

/** Names any error of a socket, a TLS handshake or an HTTP parser. */
export const callFailure = (caught: unknown, target: string): CallFailure => {
  if (caught instanceof CallFailure) return caught;
  const { code, name } = (caught ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  const text = typeof code === 'string' ? code : '';
  const title = typeof name === 'string' ? name : 'Error';
  return new CallFailure(kindOf(text, title), text || title, target);
};
