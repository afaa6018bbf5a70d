// Turns failed calls to an appliance into named failures with hints. Never quotes the appliance's answer, which may
// hold secrets.
import { type Failure, failure } from '../../domain/failure/failure.ts';
import { ownValue } from '../../domain/text/own-value.ts';
import type { AnswerHeaders } from '../../net/call.ts';
import type { CallFailure } from '../../net/call-failure.ts';
import { kindOfText } from './answer-kind.ts';
import { asksPatience } from './pace/throttling.ts';

const CERTIFICATE_HINTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The certificate of the appliance has expired. Renew it at the appliance.',
  CERT_NOT_YET_VALID:
    'The certificate of the appliance is not valid yet. Check its dates and the clock of the appliance.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate is for other names. Install one that covers every name of the service.',
};
const UNKNOWN_ISSUER =
  'The issuer of the certificate is not trusted. Install its intermediate certificates at the appliance, or set its authority (tls.ca) or the certificate itself (tls.pins) in the settings.';

const SILENCE_HINTS: Partial<Record<CallFailure['kind'], string>> = {
  refused: 'Nothing listens there. Check the address and port in the settings, and whether the appliance runs.',
  unresolved: 'The address cannot be resolved. Check it in the settings.',
};
const NO_ANSWER = 'Check that the appliance runs and answers at that address, and that no firewall blocks Twinbox.';

/** The named failure for a call without an answer. */
export const unreachedAppliance = (unanswered: CallFailure): Failure => {
  const { kind, code, message } = unanswered;
  if (kind === 'untrusted')
    return failure('ApplianceUntrusted', message, ownValue(CERTIFICATE_HINTS, code) ?? UNKNOWN_ISSUER, unanswered);
  if (kind === 'garbled') return failure('ApplianceGarbled', message, undefined, unanswered);
  return failure('ApplianceUnreachable', message, SILENCE_HINTS[kind] ?? NO_ANSWER, unanswered);
};

export const garbledAnswer = (where: string, said: string): Failure => failure('ApplianceGarbled', `${where}: ${said}`);

/** An answer without a documented shape, and what it is instead. */
export const strangeAnswer = (where: string, path: string, text: string): Failure =>
  garbledAnswer(where, `${path} answered with ${kindOfText(text)}`);

export const deniedAnswer = (where: string, said: string): Failure => failure('ApplianceDenied', `${where}: ${said}`);

/** The appliance throttles the call. */
export const throttledAnswer = (where: string, path: string, status: number, waitMs?: number): Failure => {
  const asks = waitMs === undefined ? '' : ` and asks to wait ${Math.ceil(waitMs / 1000)} s, longer than the time left`;
  return failure('ApplianceThrottled', `${where}: HTTP ${status} to ${path} throttles the call${asks}`);
};

/** The appliance is making another backup, and still was after the wait. */
export const busyAnswer = (where: string, path: string, status: number): Failure =>
  failure('ApplianceBusy', `${where}: HTTP ${status} to ${path}: the appliance is making another backup`);

/** An unexpected status, including redirects, which are never followed. */
export const refusalOf = (
  where: string,
  path: string,
  answer: { readonly status: number; readonly headers: AnswerHeaders },
): Failure => {
  const { status } = answer;
  if (asksPatience(answer)) return throttledAnswer(where, path, status);
  if ([401, 403, 404].includes(status)) return deniedAnswer(where, `HTTP ${status} to ${path}`);
  return garbledAnswer(where, `HTTP ${status} to ${path} is not a documented answer`);
};
