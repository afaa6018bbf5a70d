// Whether bytes are text for people or something else, by the bytes alone: whoever labels an answer may be wrong. Pure.

/** Bytes below the blank that no text holds: all but tab, line ends, vertical and form feed, and the escape of terminals; and DEL. */
const isControl = (byte: number): boolean => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f;

/** A message may end with a NUL; what is packed or encrypted holds a control byte in every ten. */
const MOST_CONTROLS = 0.02;
const STRAY_CONTROLS = 1;

const controlsIn = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + Number(isControl(byte)), 0);

/** Whether so many control bytes among so many are no more than text has. */
export const isTextBy = (controls: number, all: number): boolean => all > 0 && controls <= all * MOST_CONTROLS + STRAY_CONTROLS;

/** Text in units of two bytes, as some systems write their errors: by its mark, or by a NUL beside every letter. */
export const wideEncodingOf = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length < 8) return undefined;
  const at = (parity: number): Uint8Array => bytes.filter((_byte, index) => index % 2 === parity);
  const isLetters = (part: Uint8Array): boolean => part.every((byte) => byte !== 0) && isTextBy(controlsIn(part), part.length);
  const isPadding = (part: Uint8Array): boolean => part.every((byte) => byte === 0);
  if (isPadding(at(1)) && isLetters(at(0))) return 'utf-16le';
  return isPadding(at(0)) && isLetters(at(1)) ? 'utf-16be' : undefined;
};

export const isText = (bytes: Uint8Array): boolean =>
  wideEncodingOf(bytes) !== undefined || isTextBy(controlsIn(bytes), bytes.length);

/** How many of the bytes are not found in text. */
export const countControls = controlsIn;

const decode = (bytes: Uint8Array): string => {
  const wide = wideEncodingOf(bytes);
  return new TextDecoder(wide ?? 'latin1').decode(bytes).replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, '');
};

/** The bytes as text where they are text; else as much of their beginning as a message before them would be. */
export const leadingText = (bytes: Uint8Array): string => {
  if (isText(bytes)) return decode(bytes);
  const end = bytes.findIndex((byte) => isControl(byte) || byte > 0x7e);
  return decode(bytes.subarray(0, end < 0 ? bytes.length : end));
};

/** What stands as text at the end of other bytes; empty where that is not worth the name. */
export const trailingText = (bytes: Uint8Array): string => {
  const start = bytes.findLastIndex((byte) => isControl(byte) || byte > 0x7e) + 1;
  return decode(bytes.subarray(start));
};
