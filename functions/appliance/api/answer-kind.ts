// What kind of text an appliance answered with where another was wanted, for people: who sees that a page came looks for the proxy, who
// sees that nothing came looks at the appliance. Nothing of the text is quoted: it may hold secrets.
import { parseJson } from './json-text.ts';

const kindOfJson = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list in JSON';
  return typeof value === 'object' && value !== null ? 'JSON of another shape' : 'a bare value in JSON';
};

/** Where a text goes on behind the comments that it begins with. Each character is read once: an expression with a group in a
 * group would take exponential time here. */
const behindComments = (text: string): string => {
  let at = 0;
  while (text.startsWith('<!--', at)) {
    const end = text.indexOf('-->', at + 4);
    if (end < 0) return '';
    at = end + 3;
    while (/^\s/.test(text.charAt(at))) at += 1;
  }
  return text.slice(at);
};

/** A noun phrase, such as `an HTML page`. */
export const kindOfText = (text: string): string => {
  const start = text.trimStart().slice(0, 1_000).toLowerCase();
  if (start === '') return 'nothing';
  if (/^<(!doctype\s+)?(html|head|body|h1|form|p|div)\b/.test(behindComments(start))) return 'an HTML page';
  if (start.startsWith('<')) {
    return /<!(doctype|entity)/i.test(text) ? 'XML that declares a document type, which is never read' : 'XML of another shape';
  }
  const value = parseJson(text);
  if (value !== undefined && !(value instanceof Error)) return kindOfJson(value);
  return /^[[{]/.test(start) ? 'broken JSON' : 'what is neither JSON nor XML';
};
