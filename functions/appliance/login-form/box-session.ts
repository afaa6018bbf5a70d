// One visit to the web interface of a box: its cookies and tokens against forgery, bounded pages, and redirects that are followed
// only within the box. Whatever a page says, nothing is ever sent to another host.

import { NamedError } from '../../contract/named-error.ts';
import { type ApplianceSettings, managementOf, trustOf } from '../../contract/pair-settings.ts';
import { type Call, callText, type TextAnswer, type Upload } from '../../net/https-call.ts';
import { cookieJar } from './cookie-jar.ts';
import { type Page, pageOf } from './page.ts';
import type { Field, PageForm } from './page-form.ts';

export interface BoxSession {
  /** @throws CallFailure, FormNotFound where it leads to another host or in a circle */
  open(path: string | URL): Promise<Page>;
  /** Sends a form as a browser would, with these fields. @throws as `open` */
  submit(form: PageForm, fields: readonly Field[]): Promise<Page>;
  /** Sends a form that carries a file. @throws as `open` */
  upload(form: PageForm, upload: Upload): Promise<Page>;
  /** The token against forgery that the page wants as a field of its own, if any. */
  tokenField(page: Page): Field | undefined;
  /** Whether the URL is on this box. */
  isHere(url: URL): boolean;
}

const MOST_REDIRECTS = 6;
const MOST_PAGES = 40;
const MOST_PAGE_BYTES = 2 * 1024 * 1024;
const PAGE_TIMEOUT_MS = 30_000;

/** Cookies that stand for a token, and the header in which their frameworks want it back. */
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

const astray = (message: string): NamedError =>
  new NamedError(
    'FormNotFound',
    message,
    'Nothing was sent there. Name the right pages of the box in restore.hints: loginPath for the local sign-in, uploadPath for the upload.',
  );

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    return error instanceof URIError ? value : String(error);
  }
};

export interface SessionTools {
  readonly appliance: ApplianceSettings;
  readonly tlsName: string;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

export const boxSession = ({ appliance, tlsName, nowMs, signal }: SessionTools): BoxSession => {
  const { address, port } = managementOf(appliance);
  const { tls } = appliance;
  const origin = new URL(`https://${tlsName}:${port}`).origin;
  const jar = cookieJar(tlsName, nowMs);
  let pages = 0;

  const isHere = (url: URL): boolean => url.origin === origin;

  const call = async (url: URL, more: Partial<Call>, limit: AbortSignal): Promise<TextAnswer> => {
    if (!isHere(url)) throw astray(`${tlsName} leads to ${url.origin}, which is not the box`);
    pages += 1;
    if (pages > MOST_PAGES) throw astray(`more than ${MOST_PAGES} pages of ${tlsName} were opened without finding the way`);
    const path = `${url.pathname}${url.search}`;
    const cookie = jar.header(url.pathname);
    const answer = await callText(
      {
        address,
        port,
        tlsName,
        ca: trustOf(tls),
        path,
        signal: limit,
        ...more,
        headers: { accept: 'text/html,application/xhtml+xml', ...more.headers, ...(cookie === undefined ? {} : { cookie }) },
      },
      MOST_PAGE_BYTES,
    );
    jar.keep(answer.headers['set-cookie'] ?? []);
    return answer;
  };
  const forPage = (): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(PAGE_TIMEOUT_MS)]);

  const follow = async (from: URL, first: TextAnswer): Promise<Page> => {
    let [url, answer] = [from, first];
    for (let turn = 0; turn <= MOST_REDIRECTS; turn += 1) {
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status > 399 || location === undefined) return pageOf(answer.status, url, answer.text);
      if (!URL.canParse(location, url.href)) throw astray(`${url.pathname} of ${tlsName} redirects to what is no address`);
      url = new URL(location, url);
      answer = await call(url, {}, forPage());
    }
    throw astray(`${from.pathname} of ${tlsName} redirects in a circle`);
  };

  const tokenHeaders = (page: Page): Record<string, string> => {
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
  const tokenField = (page: Page): Field | undefined => {
    const [name, value] = [metaOf(page, 'csrf-param'), metaOf(page, 'csrf-token')];
    return name !== undefined && value !== undefined ? { name, value } : undefined;
  };
  const actionOf = (form: PageForm): URL => {
    if (form.action && isHere(form.action)) return form.action;
    throw astray(
      `a form on ${form.page.url.pathname} of ${tlsName} sends to ${form.action?.origin ?? 'no address'}, not to the box`,
    );
  };

  return {
    open: async (path) => {
      const url = new URL(path, origin);
      return follow(url, await call(url, {}, forPage()));
    },
    submit: async (form, fields) => {
      const url = new URL(actionOf(form));
      const own = form.method === 'POST' ? tokenField(form.page) : undefined;
      const all = own && !fields.some(({ name }) => name === own.name) ? [...fields, own] : fields;
      const query = new URLSearchParams(all.map(({ name, value }): [string, string] => [name, value])).toString();
      if (form.method === 'GET') {
        url.search = query;
        return follow(url, await call(url, {}, forPage()));
      }
      const headers = { ...tokenHeaders(form.page), 'content-type': 'application/x-www-form-urlencoded' };
      return follow(url, await call(url, { method: 'POST', body: query, headers }, forPage()));
    },
    upload: async (form, upload) => {
      const url = actionOf(form);
      return follow(url, await call(url, { method: 'POST', upload, headers: tokenHeaders(form.page) }, signal));
    },
    tokenField,
    isHere,
  };
};
