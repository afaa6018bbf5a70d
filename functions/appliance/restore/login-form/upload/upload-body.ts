// The bodies that a browser sends for a form (RFC 7578). A body with a file streams it, with a length known before the
// first byte, so that the appliance can distinguish a broken upload from a complete one. Written here because the usual
// package brings a table of all media types, an eighth of the bundle.
import type { Random } from '../../../../contract/runtime/random.ts';
import type { Upload } from '../../../../net/call.ts';
import type { Encode } from '../page/form-charset.ts';
import type { Entry } from '../page/submission.ts';

export interface UploadFile {
  readonly fileName: string;
  readonly length: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Line breaks go out as CRLF:
 * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
 */
const withLines = (text: string): string => text.replaceAll(/\r\n|\r|\n/g, '\r\n');

const quoted = (name: string): string =>
  `"${name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')}"`;

const textIn = (entry: Entry): string => ('value' in entry ? entry.value : '');

/** The head of each part, and the file where it belongs. */
const partsOf = (
  entries: readonly Entry[],
  encode: Encode,
  boundary: string,
  fileName: string,
): readonly (Buffer | 'file')[] => [
  ...entries.flatMap((entry): readonly (Buffer | 'file')[] => {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(withLines(entry.name))}`;
    if ('value' in entry) return [encode(`${head}\r\n\r\n${withLines(entry.value)}\r\n`)];
    const named = entry.file ? fileName : '';
    const opened = encode(`${head}; filename=${quoted(named)}\r\nContent-Type: application/octet-stream\r\n\r\n`);
    return entry.file ? [opened, 'file', Buffer.from('\r\n')] : [opened, Buffer.from('\r\n')];
  }),
  Buffer.from(`--${boundary}--\r\n`),
];

/** A multipart body; the file has the place of its control in the form. */
export const uploadBody = (entries: readonly Entry[], encode: Encode, random: Random, file: UploadFile): Upload => {
  const boundary = `----twinbox${random.uuid().replaceAll('-', '')}`;
  const parts = partsOf(entries, encode, boundary, file.fileName);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const part of parts) {
      if (part === 'file') yield* file.bytes;
      else yield part;
    }
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: parts.reduce((sum, part) => sum + (part === 'file' ? file.length : part.length), 0),
    bytes: bytes(),
  };
};

const inHex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

const escaped = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      if (sign === ' ') return '+';
      return /[A-Za-z0-9*._-]/.test(sign) ? sign : inHex(byte);
    })
    .join('');

/** https://url.spec.whatwg.org/#concept-urlencoded-serializer; a file goes by its name alone. */
export const urlencoded = (entries: readonly Entry[], encode: Encode): string =>
  entries
    .map((entry) => `${escaped(encode(withLines(entry.name)))}=${escaped(encode(withLines(textIn(entry))))}`)
    .join('&');

const NO_FILE: UploadFile = { fileName: '', length: 0, bytes: (async function* none() {})() };

/** The body of a form without a file, and its type. */
export const formBody = (
  enctype: 'multipart' | 'plain' | 'urlencoded',
  entries: readonly Entry[],
  encode: Encode,
  random: Random,
): { readonly contentType: string; readonly body: string } | Upload => {
  if (enctype === 'urlencoded')
    return { contentType: 'application/x-www-form-urlencoded', body: urlencoded(entries, encode) };
  if (enctype === 'multipart') return uploadBody(entries, encode, random, NO_FILE);
  return { contentType: 'text/plain', body: entries.map((entry) => `${entry.name}=${textIn(entry)}\r\n`).join('') };
};
