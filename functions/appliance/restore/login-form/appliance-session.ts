// One visit to the web interface of an appliance: cookies, anti-forgery tokens, bounded pages, and redirects within the
// appliance only. Whatever a page says, nothing is ever sent to another host.

import { type ApplianceSettings, managementOf, trustOf } from '../../../contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import type { Call, StreamedAnswer, Upload } from '../../../net/call.ts';
import { CallFailure } from '../../../net/call-failure.ts';
import type { Platform } from '../../../net/platform.ts';
import { cookieJar } from './cookie-jar.ts';
import { encoderOf, formEncoding } from './page/form-charset.ts';
import { type Page, pageOf } from './page/page.ts';
import { type PageText, pageTextOf } from './page/page-bytes.ts';
import { actionOf, type Entry, enctypeOf, entriesOf, type Filled, methodOf } from './page/submission.ts';
import { formBody, type UploadFile, uploadBody, urlencoded } from './upload/upload-body.ts';

export interface ApplianceSession {
  /** @throws CallFailure, FormNotFound if it leads to another host or in a circle */
  open(path: string | URL): Promise<Page>;
  /** Sends a form as a browser would. @throws as `open` */
  submit(filled: Filled): Promise<Page>;
  /** Sends a form that carries a file. @throws as `open` */
  upload(filled: Filled, file: UploadFile): Promise<Page>;
  /** Whether the URL is on this appliance. */
  isHere(url: URL): boolean;
}

const MOST_REDIRECTS = 6;
const MOST_PAGES = 40;
const PAGE_TIMEOUT_MS = 30_000;

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

const astray = (message: string): Failure =>
  failure(
    'FormNotFound',
    message,
    'Nothing was sent there. Name the right pages of the appliance in restore.hints: loginPath for the local sign-in, uploadPath for the upload.',
  );

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    return error instanceof URIError ? value : String(error);
  }
};

export interface SessionTools extends Pick<Platform, 'net' | 'clock' | 'random'> {
  readonly appliance: ApplianceSettings;
  readonly tlsName: string;
  readonly signal: AbortSignal;
}

export const applianceSession = ({
  appliance,
  tlsName,
  net,
  clock,
  random,
  signal,
}: SessionTools): ApplianceSession => {
  const { address, port } = managementOf(appliance);
  const { tls } = appliance;
  const origin = new URL(`https://${tlsName}:${port}`).origin;
  const jar = cookieJar(tlsName, () => clock.nowMs());
  let pages = 0;

  const isHere = (url: URL): boolean => url.origin === origin;

  const call = async (url: URL, more: Partial<Call>, limit: AbortSignal): Promise<StreamedAnswer> => {
    if (!isHere(url)) throw astray(`${tlsName} leads to ${url.origin}, which is not the appliance`);
    pages += 1;
    if (pages > MOST_PAGES)
      throw astray(`more than ${MOST_PAGES} pages of ${tlsName} were opened without finding the form`);
    const path = `${url.pathname}${url.search}`;
    const cookie = jar.header(url.pathname);
    const answer = await net.call({
      address,
      port,
      tlsName,
      ca: trustOf(tls),
      path,
      signal: limit,
      ...more,
      headers: {
        accept: 'text/html,application/xhtml+xml',
        ...more.headers,
        ...(cookie === undefined ? {} : { cookie }),
      },
    });
    jar.keep(answer.headers['set-cookie'] ?? []);
    return answer;
  };
  const forPage = (): AbortSignal => clock.deadline(PAGE_TIMEOUT_MS, signal);

  /** A refusal counts, even if the connection ends before its whole body has arrived. */
  const read = async (answer: StreamedAnswer): Promise<PageText> => {
    try {
      return await pageTextOf(answer);
    } catch (error) {
      if (answer.status >= 400 && error instanceof CallFailure && error.kind !== 'silent')
        return { text: '', charset: 'utf-8' };
      throw error;
    }
  };

  const follow = async (from: URL, first: StreamedAnswer, sent: Partial<Call>): Promise<Page> => {
    let [url, answer, again] = [from, first, sent];
    for (let turn = 0; turn <= MOST_REDIRECTS; turn += 1) {
      const { location, refresh } = answer.headers;
      if (answer.status < 300 || answer.status > 399 || location === undefined) {
        const { text, charset } = await read(answer);
        return pageOf(answer.status, url, text, {
          charset,
          refresh: typeof refresh === 'string' ? refresh : undefined,
        });
      }
      answer.close();
      if (!URL.canParse(location, url.href))
        throw astray(`${url.pathname} of ${tlsName} redirects to an invalid address`);
      url = new URL(location, url);
      // Only these two repeat the request with its body, and an upload cannot be repeated.
      if (answer.status !== 307 && answer.status !== 308) again = {};
      else if (again.upload) throw astray(`${from.pathname} of ${tlsName} redirects an upload`);
      answer = await call(url, again, forPage());
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
  const tokenFields = (page: Page, entries: readonly Entry[]): readonly Entry[] => {
    const [name, value] = [metaOf(page, 'csrf-param'), metaOf(page, 'csrf-token')];
    const known = name === undefined || value === undefined || entries.some((entry) => entry.name === name);
    return known ? [] : [{ name, value }];
  };
  const targetOf = ({ form, button }: Filled): URL => {
    const action = actionOf(form, button);
    if (action && isHere(action)) return action;
    throw astray(
      `a form on ${form.page.url.pathname} of ${tlsName} sends to ${action?.origin ?? 'no address'}, not to the appliance`,
    );
  };
  const entriesIn = (filled: Filled) => {
    const { page, acceptCharset } = filled.form;
    const charset = formEncoding(page.charset, acceptCharset);
    return { entries: entriesOf(filled, charset), encode: encoderOf(charset) };
  };

  return {
    open: async (path) => {
      const url = new URL(path, origin);
      return follow(url, await call(url, {}, forPage()), {});
    },
    submit: async (filled) => {
      const { form, button } = filled;
      const url = targetOf(filled);
      const { entries, encode } = entriesIn(filled);
      if (methodOf(form, button) !== 'POST') {
        url.search = urlencoded(entries, encode);
        return follow(url, await call(url, {}, forPage()), {});
      }
      const sent = formBody(enctypeOf(form, button), [...entries, ...tokenFields(form.page, entries)], encode, random);
      const headers = { ...tokenHeaders(form.page), 'content-type': sent.contentType };
      const what = 'body' in sent ? { body: sent.body, headers } : { upload: sent, headers };
      const request = { method: 'POST', ...what } as const;
      return follow(url, await call(url, request, forPage()), request);
    },
    upload: async (filled, file) => {
      const url = targetOf(filled);
      const { entries, encode } = entriesIn(filled);
      const upload: Upload = uploadBody([...entries, ...tokenFields(filled.form.page, entries)], encode, random, file);
      const request = { method: 'POST', upload, headers: tokenHeaders(filled.form.page) } as const;
      return follow(url, await call(url, request, signal), request);
    },
    isHere,
  };
};
