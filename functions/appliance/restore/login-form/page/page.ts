// One page of the web interface, and what a person would read on it: its text without what is hidden, and its links.
import { type CheerioAPI, load } from 'cheerio/slim';
import { type Failure, failure } from '../../../../domain/failure/failure.ts';
import { isBeside, isUnread, type TextNode, textUnder } from './page-text.ts';
import { withoutElements } from './page-tree.ts';
import { SIGN_OUT_WORDS } from './words.ts';

export interface Page {
  readonly status: number;
  /** Where it was found, redirects followed. */
  readonly url: URL;
  /** What its addresses are relative to. */
  readonly base: URL;
  /** Its encoding. */
  readonly charset: string;
  /** Of its `Refresh` header. */
  readonly refresh: string | undefined;
  readonly $: CheerioAPI;
  /** Whether it has a script, and hardly anything to read. */
  readonly isDrawnByScript: boolean;
}

export interface PageLink {
  readonly url: URL;
  readonly text: string;
}

export interface PageFacts {
  readonly charset?: string;
  readonly refresh?: string | undefined;
}

/**
 * Pages for people are smaller in all; reading one takes time with the square of its elements, and a walk for each
 * level.
 */
const MOST_TAGS = 20_000;
const MOST_DEPTH = 120;
const MOST_LINKS = 500;
const HARDLY_ANYTHING = 200;

const UNREAD: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript']);

interface Nested {
  readonly children?: readonly unknown[];
}

/** Counted before anything is built of them. */
const hasTooManyTags = (html: string): boolean => {
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    count += 1;
    if (count > MOST_TAGS) return true;
  }
  return false;
};

const isTooDeep = (root: Nested): boolean => {
  let level: readonly unknown[] = [root];
  for (let depth = 0; depth <= MOST_DEPTH; depth += 1) {
    level = level.flatMap((node) => (node as Nested).children ?? []);
    if (level.length === 0) return false;
  }
  return true;
};

const unread = (url: URL, excess: string): Failure =>
  failure(
    'FormNotFound',
    `${url.pathname} of ${url.hostname} ${excess}: it was not read`,
    'No normal page is like that. Open it by hand, and set restore.hints.loginPath and restore.hints.uploadPath to the right pages.',
  );

export const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The first base with an address counts:
 * https://html.spec.whatwg.org/multipage/urls-and-fetching.html#document-base-urls
 */
const baseOf = ($: CheerioAPI, url: URL): URL => {
  const href = $('base[href]').first().attr('href');
  if (href === undefined || !URL.canParse(href, url.href)) return url;
  const base = new URL(href, url);
  return /^https?:$/.test(base.protocol) ? base : url;
};

/** @throws FormNotFound where the page is not one for people */
export const pageOf = (
  status: number,
  url: URL,
  html: string,
  { charset = 'utf-8', refresh }: PageFacts = {},
): Page => {
  if (hasTooManyTags(html)) throw unread(url, `has more than ${MOST_TAGS} tags`);
  const $ = load(html);
  const [root] = $.root().toArray();
  if (root && isTooDeep(root)) throw unread(url, `is nested more than ${MOST_DEPTH} deep`);
  // A search compares all children of where it starts with each other: the root must not have thousands.
  $.root().wrapInner('<x-page></x-page>');
  const hasScript = $('script').length > 0;
  if (root) withoutElements(root, UNREAD);
  // Hidden by its style is hidden; what is hidden is sent all the same.
  for (const element of $('[style]').toArray()) {
    if (/display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden/i.test($(element).attr('style') ?? ''))
      $(element).attr('hidden', '');
  }
  const isDrawnByScript =
    hasScript &&
    $('form, input:not([type="hidden"]), a[href]').length === 0 &&
    tidy($('body').text()).length < HARDLY_ANYTHING;
  return { status, url, base: baseOf($, url), charset, refresh, $, isDrawnByScript };
};

const readLines = ({ $ }: Page, isLeftOut: (node: TextNode) => boolean): readonly string[] => {
  const [body] = $('body').toArray();
  return textUnder(body?.children ?? $.root().toArray(), isLeftOut)
    .split('\n')
    .map(tidy)
    .filter((line) => line !== '');
};

const known = { statements: new WeakMap<Page, string>(), mainText: new WeakMap<Page, string>() };

/** Read once a page. */
const readOnce = (texts: WeakMap<Page, string>, page: Page, read: () => string): string => {
  const text = texts.get(page) ?? read();
  texts.set(page, text);
  return text;
};

/** What the page states, without what it offers to click on. Blocks end like sentences. */
export const statementsOf = (page: Page): string =>
  readOnce(known.statements, page, () => readLines(page, isUnread).join('\n'));

/** What it states apart from menus, which are lists of short words: for whoever is to read one sentence of it. */
export const mainTextOf = (page: Page): string =>
  readOnce(known.mainText, page, () => readLines(page, (node) => isUnread(node) || isBeside(node)).join(' '));

export const linksOf = ({ $, base }: Page): readonly PageLink[] =>
  $('a[href]')
    .slice(0, MOST_LINKS)
    .toArray()
    .flatMap((element) => {
      const href = $(element).attr('href') ?? '';
      return URL.canParse(href, base.href) ? [{ url: new URL(href, base), text: tidy($(element).text()) }] : [];
    });

export const isSignOut = ({ url, text }: PageLink): boolean =>
  SIGN_OUT_WORDS.test(text) || SIGN_OUT_WORDS.test(url.pathname);

/** Links that lead on, without those that sign out. */
export const forwardLinksOf = (page: Page): readonly PageLink[] => linksOf(page).filter((link) => !isSignOut(link));

/** Whether it offers to sign out: then somebody is signed in. */
export const offersSignOut = (page: Page): boolean =>
  linksOf(page).some(isSignOut) ||
  page
    .$('button, input[type="submit"]')
    .slice(0, MOST_LINKS)
    .toArray()
    .some((element) => SIGN_OUT_WORDS.test(`${page.$(element).text()} ${page.$(element).attr('value') ?? ''}`));

const SOON_SECONDS = 30;

/** Seconds and address of a refresh, as its text has them: `5; url='/login'`. */
const refreshIn = (message: string): { readonly seconds: number; readonly to: string } => {
  const text = message.trim();
  const [digits = ''] = /^\d+/.exec(text) ?? [];
  const rest = text
    .slice(digits.length)
    .replace(/^[\d.]+/, '')
    .trim();
  const apart = /^[;,]/.test(rest) ? rest.slice(1).trim() : rest;
  const named = /^url\s*=/i.exec(apart)?.[0] ?? '';
  const address = apart.slice(named.length).trim();
  const [quote = ''] = /^["']/.exec(address) ?? [];
  return {
    seconds: digits === '' ? Number.POSITIVE_INFINITY : Number(digits),
    to: quote === '' ? address : (address.slice(1).split(quote)[0] ?? ''),
  };
};

/**
 * Where the page sends the browser on by itself, and soon; undefined where it does not, or only loads itself again.
 * https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh
 */
export const refreshOf = ({ $, url, base, refresh }: Page): URL | undefined => {
  const metas = $('meta[http-equiv]').toArray();
  const meta = metas.find((element) => $(element).attr('http-equiv')?.trim().toLowerCase() === 'refresh');
  const { seconds, to } = refreshIn(refresh ?? (meta && $(meta).attr('content')) ?? '');
  if (seconds > SOON_SECONDS || to === '' || !URL.canParse(to, base.href)) return undefined;
  const target = new URL(to, base);
  target.hash = '';
  return target.href === url.href || SIGN_OUT_WORDS.test(target.pathname) ? undefined : target;
};
