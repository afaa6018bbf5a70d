// One visit to the pages of an appliance: cookies, bounded pages, and redirects within the appliance only. Whatever a
// page says, nothing is ever sent to another host.

import { type ApplianceSettings, managementOf, trustOf } from '../../../contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import type { Call, StreamedAnswer } from '../../../net/call.ts';
import { CallFailure } from '../../../net/call-failure.ts';
import type { Platform } from '../../../net/platform.ts';
import { type CookieJar, cookieJar } from './cookie-jar.ts';
import { type Page, pageOf } from './page/page.ts';
import { type PageText, pageTextOf } from './page/page-bytes.ts';

const MOST_REDIRECTS = 6;
const MOST_PAGES = 40;
const PAGE_TIMEOUT_MS = 30_000;

export const astray = (message: string): Failure =>
  failure(
    'FormNotFound',
    message,
    'Nothing was sent there. Name the right pages of the appliance in restore.hints: loginPath for the local sign-in, uploadPath for the upload.',
  );

export interface VisitTools extends Pick<Platform, 'net' | 'clock'> {
  readonly appliance: ApplianceSettings;
  readonly tlsName: string;
  readonly signal: AbortSignal;
}

export interface PageVisit {
  readonly origin: string;
  readonly jar: CookieJar;
  /** Whether the URL is on this appliance. */
  isHere(url: URL): boolean;
  /**
   * The page after all redirects.
   * @param limit ends the first request; default: the time for one page. @throws CallFailure, FormNotFound
   */
  page(url: URL, request: Partial<Call>, limit?: AbortSignal): Promise<Page>;
}

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

export const pageVisit = ({ appliance, tlsName, net, clock, signal }: VisitTools): PageVisit => {
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

  return {
    origin,
    jar,
    isHere,
    page: async (url, request, limit = forPage()) => follow(url, await call(url, request, limit), request),
  };
};
