// The tokens by which a web application recognizes its own pages: from cookies and meta elements, back in headers and
// fields.
import type { CookieJar } from '../cookie-jar.ts';
import type { Page } from './page.ts';
import type { Entry } from './submission.ts';

/** Cookies that hold a token, and the header in which their frameworks require it back. */
const TOKEN_COOKIES: readonly (readonly [string, string])[] = [
  ['XSRF-TOKEN', 'x-xsrf-token'],
  ['csrftoken', 'x-csrftoken'],
  ['_csrf', 'csrf-token'],
];

const metaOf = ({ $ }: Page, name: string): string | undefined =>
  $('meta')
    .filter((_index, meta) => $(meta).attr('name')?.toLowerCase() === name)
    .first()
    .attr('content');

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    return error instanceof URIError ? value : String(error);
  }
};

/** Headers that a script of the page would send. @param origin of the appliance. */
export const tokenHeaders = (page: Page, jar: Pick<CookieJar, 'value'>, origin: string): Record<string, string> => {
  const meta = metaOf(page, 'csrf-token') ?? metaOf(page, '_csrf');
  const fromCookies = TOKEN_COOKIES.flatMap(([name, header]) => {
    const value = jar.value(name);
    return value === undefined ? [] : [[header, decoded(value)] as const];
  });
  return {
    ...(meta === undefined ? {} : { 'x-csrf-token': meta }),
    ...Object.fromEntries(fromCookies),
    origin,
    referer: page.url.href,
  };
};

/** The field that the page's meta elements name, unless the form has it already. */
export const tokenFields = (page: Page, entries: readonly Entry[]): readonly Entry[] => {
  const [name, value] = [metaOf(page, 'csrf-param'), metaOf(page, 'csrf-token')];
  const known = name === undefined || value === undefined || entries.some((entry) => entry.name === name);
  return known ? [] : [{ name, value }];
};
