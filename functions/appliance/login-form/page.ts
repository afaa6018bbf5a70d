// One page of the web interface, and what a person would read on it: its text without what is hidden, its errors, its links.
import { type CheerioAPI, load } from 'cheerio/slim';
import { NamedError } from '../../contract/named-error.ts';

export interface Page {
  readonly status: number;
  /** Where it was found, redirects followed. */
  readonly url: URL;
  readonly $: CheerioAPI;
}

export interface PageLink {
  readonly url: URL;
  readonly text: string;
}

const HIDDEN = 'script, style, template, noscript, [hidden], [style*="display:none"], [style*="display: none"]';
const SAID_LIMIT = 300;

/** Pages for people are smaller in both; reading one takes time with the square of its elements, and a walk for each level. */
const MOST_DEPTH = 120;
const MOST_NODES = 20_000;

interface Nested {
  readonly children?: readonly unknown[];
}

/** What makes a page one that is not read; undefined where nothing does. */
const excessOf = (root: Nested): string | undefined => {
  let level: readonly unknown[] = [root];
  let nodes = 0;
  for (let depth = 0; depth <= MOST_DEPTH; depth += 1) {
    level = level.flatMap((node) => (node as Nested).children ?? []);
    nodes += level.length;
    if (level.length === 0) return undefined;
    if (nodes > MOST_NODES) return `has more than ${MOST_NODES} elements and texts`;
  }
  return `is nested more than ${MOST_DEPTH} deep`;
};

/** @throws FormNotFound where the page is no page for people */
export const pageOf = (status: number, url: URL, html: string): Page => {
  const $ = load(html);
  const [root] = $.root().toArray();
  const excess = root && excessOf(root);
  if (excess !== undefined) {
    throw new NamedError(
      'FormNotFound',
      `${url.pathname} of ${url.hostname} ${excess}: it was not read`,
      'No page for people is like that. Look at it by hand, and name the right ones in restore.hints: loginPath, uploadPath.',
    );
  }
  $(HIDDEN).not('input').remove();
  return { status, url, $ };
};

export const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What the page states, without what it offers to click on. Blocks end like sentences. */
export const statementsOf = ({ $ }: Page): string => {
  const body = load($('body').html() ?? $.html());
  body('a, button, label, select, option, textarea').remove();
  body('p, div, li, td, th, h1, h2, h3, h4, h5, h6, br, form, legend').after('\n');
  return body
    .text()
    .split('\n')
    .map(tidy)
    .filter((line) => line !== '')
    .join('\n');
};

const ERRORS = '[role="alert"], [class*="error" i], [class*="danger" i], [class*="invalid" i], [class*="fail" i]';

/** What the page complains about, in its own words; undefined where it does not. */
export const complaintOf = ({ $ }: Page): string | undefined => {
  const complaints = $(ERRORS).not('form, html, body, input, [class*="success" i], :has(form)').toArray();
  for (const element of complaints) {
    const text = tidy($(element).text());
    if (text !== '') return text.slice(0, SAID_LIMIT);
  }
  return undefined;
};

const SIGN_OUT = /\b(log|sign)[ _-]?(out|off)\b/i;

export const linksOf = ({ $, url }: Page): readonly PageLink[] =>
  $('a[href]')
    .toArray()
    .flatMap((element) => {
      const href = $(element).attr('href') ?? '';
      return URL.canParse(href, url.href) ? [{ url: new URL(href, url), text: tidy($(element).text()) }] : [];
    });

/** Whether it offers to sign out: then somebody is signed in. */
export const offersSignOut = (page: Page): boolean =>
  linksOf(page).some(({ url, text }) => SIGN_OUT.test(text) || SIGN_OUT.test(url.pathname)) ||
  page
    .$('button, input[type="submit"]')
    .toArray()
    .some((element) => SIGN_OUT.test(`${page.$(element).text()} ${page.$(element).attr('value') ?? ''}`));
