// The one place that makes one plain line of text from outside: what a person typed, what an appliance, a name server or a page
// wrote. Nobody but us begins a paragraph, a hint or a control sequence in what people read. Linear in the text. Pure.

/** Longest line that is kept of one piece of text, in UTF-16 code units. */
const MOST_LINE = 4_000;

/** Whatever ends a line or only makes room: line breaks of every kind, tabs, spaces, letters that are drawn as nothing. */
const ROOM = /[\s\p{Z}\u0085\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** Controls, format marks (direction, joiners), halves of characters, and what has no meaning yet. */
const HIDDEN = /\p{C}/gu;
/** More marks on one letter than any language needs cover the lines above and below. */
const HEAPED = /(\p{M}{4})\p{M}+/gu;

/** What of a text a person sees as characters: the rest is shown as a replacement character. Keeps line feed and tab. */
export const visible = (text: string): string => text.replaceAll(/(?![\n\t])\p{C}/gu, '\u{FFFD}');

/** One line, without anything that hides, turns round or begins anew, of at most `most` code units. */
export const plainLine = (text: string, most = MOST_LINE): string => {
  // A text that is only room is cut before it is squeezed, so that its length costs nothing.
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
