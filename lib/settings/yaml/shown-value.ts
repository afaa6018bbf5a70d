// How a fault shows a value of the settings. People paste passwords into the wrong place, so a value that may be one is
// never shown.

const HIDDEN = '(not shown: it may be a secret)';
const LONGEST = 60;

/** Keys that may hold a secret. `secret` holds the name of a secret, but people write the secret itself there. */
const SECRET_KEY = /secret|passw|token|credential|private|client_?id|api_?key|login|user/i;
/** A private key, a URL with a password, or a long run of mixed characters such as a key or token. */
const SECRET_VALUE = /PRIVATE KEY|:\/\/[^/\s]*:[^/\s]*@|(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[A-Za-z0-9+/=_-]{20,}/;

const namesSecret = (path: readonly PropertyKey[], text: string): boolean =>
  path.some((key) => SECRET_KEY.test(String(key))) || SECRET_VALUE.test(text);

/** One line that shows the value, or says why it does not. Undefined if there is no value. */
export const shownValue = (path: readonly PropertyKey[], value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  if (value === null) return 'null (a key without a value)';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return `a group with ${Object.keys(value).length} keys`;
  const text = JSON.stringify(value) ?? String(value);
  if (namesSecret(path, text)) return HIDDEN;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
};
