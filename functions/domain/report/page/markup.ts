// HTML templates that escape every inserted value: text from an appliance, a name server or a person stays text.
// Characters that hide or reorder the text around them become replacement characters. Pure.
import { visible } from '../../text/plain-text.ts';

/** HTML that is already safe. Only `html` creates it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value in a template; `undefined` and `false` render as nothing. */
export type Piece = string | number | Markup | undefined | false | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const escaped = (text: string): string =>
  visible(text).replaceAll(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');

const render = (piece: Piece): string => {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return escaped(String(piece));
};

/** A template that escapes its pieces, except those that are `Markup` already. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(strings.map((fixed, place) => fixed + render(pieces[place])).join(''));

/** A list, or nothing if there are no items. */
export const listOf = (items: readonly Piece[]): Piece =>
  items.length > 0 && html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
