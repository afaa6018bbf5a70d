// Removes secrets from page text. A page may quote a secret that it was sent: as it is, escaped for markup or a URL, or
// cut off.
import { LoginRefusedError } from '../../../contract/errors/login-refused.ts';
import { RestoreUnprovenError } from '../../../contract/errors/restore-unproven.ts';
import { failure, isFailure } from '../../../domain/failure/failure.ts';
import { plainLine } from '../../../domain/text/plain-text.ts';

const INSTEAD = '(secret)';
/** A shorter beginning of a secret at the end of a quotation reveals too little, and may be any word. */
const LEAST_BEGINNING = 4;
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;

const asMarkup = (secret: string): string =>
  secret.replaceAll(/[&<>"]/g, (one) => ENTITIES[one as keyof typeof ENTITIES]);

const writtenAs = (secret: string): readonly string[] => [
  secret,
  plainLine(secret),
  secret.trim().replaceAll(/\s+/g, ' '),
  asMarkup(secret),
  asMarkup(secret).replaceAll("'", '&#39;'),
  encodeURIComponent(secret),
  encodeURIComponent(secret).replaceAll('%20', '+'),
  new URLSearchParams({ secret }).toString().slice('secret='.length),
  JSON.stringify(secret).slice(1, -1),
];

/** Quotations have a limited length, so a secret in them may be cut off. */
const withoutBeginning = (text: string, secret: string): string => {
  for (let length = Math.min(secret.length - 1, text.length); length >= LEAST_BEGINNING; length -= 1) {
    const [beginning, quoted] = [secret.slice(0, length), `${secret.slice(0, length)}"`];
    if (text.endsWith(beginning)) return `${text.slice(0, -length)}${INSTEAD}`;
    if (text.endsWith(quoted)) return `${text.slice(0, -length - 1)}${INSTEAD}"`;
  }
  return text;
};

/** Secrets in all their encodings, the longest first, so that nothing is left of a secret that contains another. */
const formsOf = (secrets: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(secrets.flatMap((secret) => (secret ? writtenAs(secret) : [])))]
    .filter((form) => form !== '')
    .toSorted((one, other) => other.length - one.length);

export const cleanText = (text: string, secrets: readonly (string | undefined)[]): string => {
  const forms = formsOf(secrets);
  const whole = forms.reduce((cleaned, form) => cleaned.replaceAll(form, INSTEAD), text);
  return forms.reduce(withoutBeginning, whole);
};

/** The same failure without secrets, as a new error if anything in it may quote a page. */
export const withoutSecrets = (error: unknown, secrets: readonly (string | undefined)[]): unknown => {
  if (!isFailure(error)) return error;
  const clean = (text: string): string => cleanText(text, secrets);
  const [message, hint, cause] = [
    clean(error.message),
    error.hint === undefined ? undefined : clean(error.hint),
    withoutSecrets(error.cause, secrets),
  ];
  if (error instanceof RestoreUnprovenError) {
    const notice = error.notice === undefined ? undefined : clean(error.notice);
    return new RestoreUnprovenError(message, hint, notice, cause);
  }
  if (error instanceof LoginRefusedError) return new LoginRefusedError(message, hint, error.refused);
  return failure(error.name, message, hint, cause);
};
