// Names the kind of text that an appliance sent instead of the expected one: an HTML page points to a proxy, an empty
// answer to the appliance. Never quotes the text, which may hold secrets.
import { jsonOf } from '../../contract/json/parse-json.ts';

const kindOfJson = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list in JSON';
  return typeof value === 'object' && value !== null ? 'JSON of another shape' : 'a bare value in JSON';
};

/** The text behind its leading comments. Reads each character once: a regular expression with nested groups would take exponential
 * time here. */
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
    return /<!(doctype|entity)/i.test(text)
      ? 'XML with a document type declaration, which Twinbox never reads'
      : 'XML of another shape';
  }
  const value = jsonOf(text);
  if (value !== undefined) return kindOfJson(value);
  return /^[[{]/.test(start) ? 'broken JSON' : 'what is neither JSON nor XML';
};
