// The HTML document around a page's content: one self-contained file without scripts. Pure.
import { html, type Piece } from './markup.ts';
import { STYLE } from './page-style.ts';

export interface PageParts {
  readonly title: string;
  readonly header: Piece;
  readonly main: Piece;
  readonly footer: Piece;
}

/**
 * @returns a whole HTML document. If something gets past the escaping, the content security policy still blocks scripts
 * and loads.
 */
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
<footer><p>${footer} The same data as JSON: <code>report.json</code> beside this page.</p></footer>
</body>
</html>
`.text;
