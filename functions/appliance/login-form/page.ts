// One page of the web interface, and what a person would read on it: its text without what is hidden, its errors, its links.
import { type CheerioAPI, load } from 'cheerio/slim';

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

export const pageOf = (status: number, url: URL, html: string): Page => {
  const $ = load(html);
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
  const texts = $(ERRORS)
    .not('form, html, body, input, [class*="success" i], :has(form)')
    .toArray()
    .map((element) => tidy($(element).text()))
    .filter((text) => text !== '');
  return texts[0]?.slice(0, SAID_LIMIT);
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
