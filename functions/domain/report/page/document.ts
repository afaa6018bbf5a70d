// The whole document around what a page tells: one file that needs nothing else and runs nothing. Pure.
import { html, type Piece } from './markup.ts';
import { STYLE } from './page-style.ts';

export interface PageParts {
  readonly title: string;
  readonly header: Piece;
  readonly main: Piece;
  readonly footer: Piece;
}

/** @returns a whole HTML document. Should something get past the escaping, the policy still lets nothing run or load. */
export const documentOf = ({ title, header, main, footer }: PageParts): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${header}
<main>
${main}
</main>
<footer><p>${footer} The same as data: <code>report.json</code> beside this page.</p></footer>
</body>
</html>
`.text;
