// What asking an appliance can come to, as failures with a name and a hint. What the appliance wrote is never quoted: it may hold secrets.
import { type Failure, failure } from '../../domain/failure/failure.ts';
import { ownValue } from '../../domain/text/own-value.ts';
import type { AnswerHeaders } from '../../net/call.ts';
import type { CallFailure } from '../../net/call-failure.ts';
import { kindOfText } from './answer-kind.ts';
import { asksPatience } from './pace/throttling.ts';

const CERTIFICATE_HINTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The certificate of the appliance has expired: renew it there.',
  CERT_NOT_YET_VALID: 'The certificate of the appliance is not valid yet: look at its dates and at the clock of the appliance.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for other names: install one that holds every name of the service.',
};
const UNKNOWN_ISSUER =
  'We do not trust who signed the certificate: install its intermediates at the appliance, or give its authority or the certificate itself in the tls setting of the appliance.';

const SILENCE_HINTS: Partial<Record<CallFailure['kind'], string>> = {
  refused: 'Nothing listens there: look at the address and port in the settings, and whether the appliance runs.',
  unresolved: 'The address cannot be resolved: look at the settings.',
};
const NO_ANSWER = 'Look whether the appliance runs and answers at that address, and whether a firewall lets us through.';

/** A call without an answer, named for people. */
export const unreachedAppliance = (unanswered: CallFailure): Failure => {
  const { kind, code, message } = unanswered;
  if (kind === 'untrusted')
    return failure('ApplianceUntrusted', message, ownValue(CERTIFICATE_HINTS, code) ?? UNKNOWN_ISSUER, unanswered);
  if (kind === 'garbled') return failure('ApplianceGarbled', message, undefined, unanswered);
  return failure('ApplianceUnreachable', message, SILENCE_HINTS[kind] ?? NO_ANSWER, unanswered);
};

export const garbledAnswer = (where: string, said: string): Failure => failure('ApplianceGarbled', `${where}: ${said}`);

/** An answer that is not in a documented shape, and what it is instead. */
export const strangeAnswer = (where: string, path: string, text: string): Failure =>
  garbledAnswer(where, `${path} is answered with ${kindOfText(text)}`);

export const deniedAnswer = (where: string, said: string): Failure => failure('ApplianceDenied', `${where}: ${said}`);

/** The appliance asks for patience. */
export const throttledAnswer = (where: string, path: string, status: number, waitMs?: number): Failure => {
  const asks = waitMs === undefined ? '' : `, and asks to wait ${Math.ceil(waitMs / 1000)} s, longer than there is time`;
  return failure('ApplianceThrottled', `${where}: HTTP ${status} to ${path} asks for patience${asks}`);
};

/** It makes another backup, and did so after the wait as well. */
export const busyAnswer = (where: string, path: string, status: number): Failure =>
  failure('ApplianceBusy', `${where}: HTTP ${status} to ${path}: it makes another backup right now`);

/** A status that is not the one wanted. Redirects are among them: they are never followed. */
export const refusalOf = (
  where: string,
  path: string,
  answer: { readonly status: number; readonly headers: AnswerHeaders },
): Failure => {
  const { status } = answer;
  if (asksPatience(answer)) return throttledAnswer(where, path, status);
  if ([401, 403, 404].includes(status)) return deniedAnswer(where, `HTTP ${status} to ${path}`);
  return garbledAnswer(where, `HTTP ${status} to ${path} is not an answer that we know`);
};
