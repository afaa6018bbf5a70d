// Takes secrets out of what a page said: it may quote what it was given, as it came, as markup or a URL writes it, or cut off.
import { LoginRefusedError } from '../../../contract/errors/login-refused.ts';
import { RestoreUnprovenError } from '../../../contract/errors/restore-unproven.ts';
import { failure, isFailure } from '../../../domain/failure/failure.ts';
import { plainLine } from '../../../domain/text/plain-text.ts';

const INSTEAD = '(secret)';
/** A shorter beginning of a secret at the end of a quotation tells too little, and may be any word. */
const LEAST_BEGINNING = 4;
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;

const asMarkup = (secret: string): string => secret.replaceAll(/[&<>"]/g, (one) => ENTITIES[one as keyof typeof ENTITIES]);

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

/** Quotations are cut to a length, and a secret with them. */
const withoutBeginning = (text: string, secret: string): string => {
  for (let length = Math.min(secret.length - 1, text.length); length >= LEAST_BEGINNING; length -= 1) {
    const [beginning, quoted] = [secret.slice(0, length), `${secret.slice(0, length)}"`];
    if (text.endsWith(beginning)) return `${text.slice(0, -length)}${INSTEAD}`;
    if (text.endsWith(quoted)) return `${text.slice(0, -length - 1)}${INSTEAD}"`;
  }
  return text;
};

/** Secrets in all their forms, the longest first, so that nothing is left of one that holds another. */
const formsOf = (secrets: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(secrets.flatMap((secret) => (secret ? writtenAs(secret) : [])))]
    .filter((form) => form !== '')
    .toSorted((one, other) => other.length - one.length);

export const cleanText = (text: string, secrets: readonly (string | undefined)[]): string => {
  const forms = formsOf(secrets);
  const whole = forms.reduce((cleaned, form) => cleaned.replaceAll(form, INSTEAD), text);
  return forms.reduce(withoutBeginning, whole);
};

/** The same failure, by a new error where anything in it may quote a page. */
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
