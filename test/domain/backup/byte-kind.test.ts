// Text in sixteen bits is text, with and without its byte order mark; the beginning of a download tells an error page
// from a backup.
import { isText, leadingText, trailingText, wideEncodingOf } from '../../../functions/domain/backup/byte-kind.ts';

const little = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));
const big = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le').swap16());
const of = (...bytes: number[]): Uint8Array => new Uint8Array(bytes);

test.each([
  ['little-endian with its mark', little('\ufeffno'), 'utf-16le', 'no'],
  ['big-endian with its mark', big('\ufeffno'), 'utf-16be', 'no'],
  ['little-endian without', little('refused'), 'utf-16le', 'refused'],
  ['big-endian without', big('refused'), 'utf-16be', 'refused'],
] as const)('%s is read as text', (_what, bytes, encoding, text) => {
  expect(wideEncodingOf(bytes)).toBe(encoding);
  expect(isText(bytes)).toBe(true);
  expect(leadingText(bytes)).toBe(text);
});

test('a few NULs, or NULs beside control bytes, are no letters', () => {
  expect(wideEncodingOf(little('no'))).toBeUndefined();
  expect(wideEncodingOf(of(0, 1, 0, 2, 0, 3, 0, 4, 0, 5))).toBeUndefined();
  expect(wideEncodingOf(of(1, 0, 2, 0, 3, 0, 4, 0, 5, 0))).toBeUndefined();
});

test('of binary data the readable ends are read, if there are any', () => {
  const binary = of(0, 1, 2, 3, 0x80, 0xff, 0, 1);
  const words = Buffer.from('gzip');
  expect(leadingText(of(...words, ...binary))).toBe('gzip');
  expect(trailingText(of(...binary, ...words))).toBe('gzip');
  expect(leadingText(binary)).toBe('');
  expect(leadingText(of())).toBe('');
});
