// The body of a notification: paragraphs of one line each, whatever text from outside they hold. Line breaks are added
// only here, so that text from outside cannot start a line. Pure.
import { plainLine } from './plain-text.ts';

/** A heading with one line per item. */
export interface ItemList {
  readonly title: string;
  readonly items: readonly string[];
}

export type Paragraph = string | ItemList;

const MOST_PARAGRAPH = 6_000;
const MOST_ITEMS = 40;
const MOST_PARAGRAPHS = 60;

const itemsOf = (items: readonly string[]): readonly string[] => [
  ...items.slice(0, MOST_ITEMS).map((item) => `  - ${plainLine(item, 1_000)}`),
  ...(items.length > MOST_ITEMS ? [`  - and ${items.length - MOST_ITEMS} more`] : []),
];

const textOf = (paragraph: Paragraph): string =>
  typeof paragraph === 'string'
    ? plainLine(paragraph, MOST_PARAGRAPH)
    : [plainLine(paragraph.title), ...itemsOf(paragraph.items.length > 0 ? paragraph.items : ['nothing'])].join('\n');

/** Plain text; what exceeds the limit is omitted and counted. */
export const bodyOf = (paragraphs: readonly Paragraph[]): string => {
  const more = paragraphs.length - MOST_PARAGRAPHS;
  const kept = more > 0 ? [...paragraphs.slice(0, MOST_PARAGRAPHS), `And ${more} more.`] : paragraphs;
  return kept.map(textOf).join('\n\n');
};

/** A body with one more paragraph at its end. */
export const withParagraph = (body: string, text: string): string => `${body}\n\n${plainLine(text, MOST_PARAGRAPH)}`;

/**
 * SNS refuses a subject of 100 characters and more, other than ASCII, with control characters, or that begins with a
 * space. Source: Publish, API reference.
 */
const MOST_SUBJECT = 99;

/** One line that every receiver accepts: ASCII, not empty, of at most 99 characters. */
export const subjectLine = (text: string): string => {
  const plain = plainLine(text).normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const printable = plain.replaceAll(/[^\x20-\x7e]/gu, '?').trim();
  return printable.length > MOST_SUBJECT ? `${printable.slice(0, MOST_SUBJECT - 3)}...` : printable || 'Twinbox';
};
