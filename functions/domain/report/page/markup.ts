// HTML in which nothing that was put in can be anything but text: whatever an appliance, a name server or a person wrote is escaped,
// and what could hide or turn round the text beside it is shown as a replacement character. Pure.
import { visible } from '../../text/plain-text.ts';

/** HTML that is already safe. Only `html` makes it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template; `undefined` and `false` are nothing. */
export type Piece = string | number | Markup | undefined | false | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const escaped = (text: string): string => visible(text).replaceAll(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');

const render = (piece: Piece): string => {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return escaped(String(piece));
};

/** A template whose pieces are escaped, unless they are `Markup` themselves. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(strings.map((fixed, place) => fixed + render(pieces[place])).join(''));

/** A list, or nothing where there is nothing to list. */
export const listOf = (items: readonly Piece[]): Piece =>
  items.length > 0 && html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
