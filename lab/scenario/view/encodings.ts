// The forms in which a secret may appear in a text: plain, as transports and files encode it, and inside a longer text
// that was encoded as a whole, as in an Authorization header.

/** Shorter ones would be found by chance. */
const LEAST_SIGNS = 6;

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Base64 of any longer text that holds the secret: what is the same whatever stands before and after it. */
const inBase64 = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((before) => {
    const length = before + bytes.length;
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    return whole.slice(first, length % 3 === 0 ? undefined : -1);
  });
};

/** Every form in which to search for that secret; none if it is too short to be distinctive. */
const encodings = (secret: string): readonly string[] => {
  const encoded = inBase64(secret);
  const forms = [
    secret,
    inJson(secret),
    inJson(inJson(secret)),
    secret.replaceAll(/[&<>"']/g, (sign) => MARKUP[sign] ?? sign),
    encodeURIComponent(secret),
    new URLSearchParams({ x: secret }).toString().slice(2),
    Buffer.from(secret).toString('hex'),
    ...encoded,
    ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return secret.length < LEAST_SIGNS ? [] : [...new Set(forms)].filter((form) => form.length >= LEAST_SIGNS);
};

/** A secret with a name that may be printed. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** Returns a search that finds the names of all secrets in a text. A secret with two names is reported by the first. */
export const searchFor = (secrets: readonly Secret[]): ((text: string) => readonly string[]) => {
  const names = new Map<string, string>();
  for (const { name, value } of secrets)
    for (const form of names.has(value) ? [] : encodings(value)) names.set(form, names.get(form) ?? name);
  return (text) => [...new Set([...names].flatMap(([form, name]) => (text.includes(form) ? [name] : [])))];
};
