// How a secret may stand in a text: as it is, as transports and files write it, and in the middle of something longer that was
// encoded as a whole, as in an Authorization header.

/** Shorter ones would be found by chance. */
const LEAST_SIGNS = 6;

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

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

/** Every form in which that secret is looked for; none where it is too short to be told from anything else. */
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

/** A secret by the name that people may be told. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** Makes a search for all of them: names of those that stand in a text. One that has two names is told by the first. */
export const searchFor = (secrets: readonly Secret[]): ((text: string) => readonly string[]) => {
  const names = new Map<string, string>();
  for (const { name, value } of secrets)
    for (const form of names.has(value) ? [] : encodings(value)) names.set(form, names.get(form) ?? name);
  return (text) => [...new Set([...names].flatMap(([form, name]) => (text.includes(form) ? [name] : [])))];
};
