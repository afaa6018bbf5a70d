// Whether bytes are readable text, from the bytes alone: labels may be wrong. Pure.

/**
 * Control bytes that no text contains: all below the space except tab, line ends, vertical tab, form feed and ESC; and
 * DEL.
 */
const isControl = (byte: number): boolean =>
  byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f;

/** A message may end with a NUL; about one byte in ten of packed or encrypted data is a control byte. */
const MOST_CONTROLS = 0.02;
const STRAY_CONTROLS = 1;

const controlsIn = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + Number(isControl(byte)), 0);

/** Whether this many control bytes are possible in text. */
export const isTextBy = (controls: number, all: number): boolean =>
  all > 0 && controls <= all * MOST_CONTROLS + STRAY_CONTROLS;

/** UTF-16 text, as some systems write their errors: by its byte order mark, or by a NUL beside every letter. */
export const wideEncodingOf = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length < 8) return undefined;
  const at = (parity: number): Uint8Array => bytes.filter((_byte, index) => index % 2 === parity);
  const isLetters = (part: Uint8Array): boolean =>
    part.every((byte) => byte !== 0) && isTextBy(controlsIn(part), part.length);
  const isPadding = (part: Uint8Array): boolean => part.every((byte) => byte === 0);
  if (isPadding(at(1)) && isLetters(at(0))) return 'utf-16le';
  return isPadding(at(0)) && isLetters(at(1)) ? 'utf-16be' : undefined;
};

export const isText = (bytes: Uint8Array): boolean =>
  wideEncodingOf(bytes) !== undefined || isTextBy(controlsIn(bytes), bytes.length);

/** Number of control bytes that text does not contain. */
export const countControls = controlsIn;

const decode = (bytes: Uint8Array): string => {
  const wide = wideEncodingOf(bytes);
  return new TextDecoder(wide ?? 'latin1').decode(bytes).replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, '');
};

/** The bytes as text if they are text; else the printable text at their beginning. */
export const leadingText = (bytes: Uint8Array): string => {
  if (isText(bytes)) return decode(bytes);
  const end = bytes.findIndex((byte) => isControl(byte) || byte > 0x7e);
  return decode(bytes.subarray(0, end < 0 ? bytes.length : end));
};

/** The printable text at the end of binary data; may be empty. */
export const trailingText = (bytes: Uint8Array): string => {
  const start = bytes.findLastIndex((byte) => isControl(byte) || byte > 0x7e) + 1;
  return decode(bytes.subarray(start));
};
