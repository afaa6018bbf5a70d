// Converts text from outside into one plain line: input of a person, answers of an appliance, a name server or a page.
// So text from outside cannot start a paragraph, a hint or a control sequence in our messages. Linear in the text.
// Pure.

/** Longest line that is kept of one piece of text, in UTF-16 code units. */
const MOST_LINE = 4_000;

/** White space: line breaks of every kind, tabs, spaces, blank letters. */
const ROOM = /[\s\p{Z}\u0085\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** Control and format characters (direction, joiners), lone surrogates, and unassigned code points. */
const HIDDEN = /\p{C}/gu;
/** Stacked marks on one letter would cover the lines above and below. */
const HEAPED = /(\p{M}{4})\p{M}+/gu;

/** Replaces invisible characters with a replacement character. Keeps line feed and tab. */
export const visible = (text: string): string => text.replaceAll(/(?![\n\t])\p{C}/gu, '\u{FFFD}');

/** One line without hidden, reordering or control characters, of at most `most` code units. */
export const plainLine = (text: string, most = MOST_LINE): string => {
  // Truncate first, so that long white space costs nothing.
  const cut = text.length > most * 4 ? text.slice(0, most * 4) : text;
  const line = cut.replaceAll(ROOM, ' ').replaceAll(HIDDEN, '\u{FFFD}').replaceAll(HEAPED, '$1').trim();
  if (line.length <= most && cut.length === text.length) return line;
  return `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
};

/** The same data with each text in it as one plain line. Keys stay. */
export const plainDeep = <T>(value: T): T => {
  if (typeof value === 'string') return plainLine(value) as T;
  if (Array.isArray(value)) return value.map((one) => plainDeep(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainDeep(one)])) as T;
};
