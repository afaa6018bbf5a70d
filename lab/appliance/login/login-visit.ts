// One request to the pages behind /login: the exchange with its session, its page set and its answers, which carry
// cookies and the anti-forgery token as the page set requires.
import { createHash } from 'node:crypto';
import type { PageSet } from '../pages/page-set.ts';
import { wordsOf } from '../pages/words.ts';
import { begin, type Exchange, escapeMarkup, recordedHeaders } from '../state/exchange.ts';
import type { LoginSession, LoginSessions } from '../state/login-sessions.ts';

export interface LoginVisit {
  readonly exchange: Exchange;
  readonly set: PageSet;
  readonly sessions: LoginSessions;
  readonly session: LoginSession;
  /** The session began with this request. */
  readonly isNew: boolean;
}

export type LoginEndpoint = (visit: LoginVisit) => Promise<void> | void;

const cookieOf = (exchange: Exchange, name: string): string | undefined =>
  (exchange.request.headers.cookie ?? '')
    .split(/;\s*/)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** Finds the request's session by its cookie, or opens one. */
export const visitOf = (exchange: Exchange, set: PageSet, sessions: LoginSessions): LoginVisit => {
  const found = sessions.find(cookieOf(exchange, set.names.sessionCookie));
  return { exchange, set, sessions, session: found ?? sessions.open(), isNew: found === undefined };
};

const setCookies = (visit: LoginVisit): string[] => {
  const { set, session, exchange } = visit;
  const recorded = recordedHeaders(exchange)['Set-Cookie'];
  return [
    ...(Array.isArray(recorded) ? recorded : []),
    ...(visit.isNew
      ? [`${set.names.sessionCookie}=${session.id}; Path=/login; Secure; HttpOnly; SameSite=Strict`]
      : []),
    ...(set.csrf === 'cookie-and-header'
      ? [
          `XSRF-TOKEN=${encodeURIComponent(session.csrf)}; Path=/; Secure; SameSite=Strict; Expires=Fri, 31 Dec 2100 23:59:59 GMT`,
        ]
      : []),
  ];
};

/** The hidden field that a form of this set carries, if any. */
export const csrfInput = ({ set, session }: LoginVisit): string =>
  set.csrf === 'hidden-field'
    ? `<input type="hidden" name="${set.names.csrfField}" value="${escapeMarkup(session.csrf)}">`
    : '<input type="hidden" name="utf8" value="&#10003;">';

const csrfMeta = ({ set, session }: LoginVisit): string => {
  const token = `<meta name="csrf-token" content="${escapeMarkup(session.csrf)}">`;
  if (set.csrf === 'meta-and-field') return `<meta name="csrf-param" content="${set.names.csrfField}">${token}`;
  return set.csrf === 'meta-and-header' ? token : '';
};

/** Whether the request carries the session's token as the page set requires. */
export const csrfRight = ({ exchange, set, session }: LoginVisit, fields: ReadonlyMap<string, string>): boolean => {
  exchange.appliance.shows('login.csrf');
  const { headers } = exchange.request;
  if (set.csrf === 'cookie-and-header') return headers['x-xsrf-token'] === session.csrf;
  if (set.csrf === 'meta-and-header') return headers['x-csrf-token'] === session.csrf;
  return fields.get(set.names.csrfField) === session.csrf;
};

const navigation = ({ set: { names, language } }: LoginVisit): string =>
  `<ul id="nav"><li><a href="${names.home}">Status</a></li>
<li><a href="${names.management.replaceAll('&', '&amp;')}">Management</a></li>
<li><a href="https://docs.example.test/backup/restore">Help: restore a backup</a></li>
<li><a href="${names.signOut}">${wordsOf(language).signOut}</a></li></ul>`;

const LANGUAGE_MENU =
  '<div id="languages"><ul><li>English</li><li>Deutsch</li><li>Français</li><li>日本語</li></ul></div>';

const noticeOf = ({ session, set }: LoginVisit): string => {
  const { notice } = session;
  session.notice = undefined;
  if (!notice) return `<div class="${set.refusedClass}" style="display:none"></div>`;
  const marks = {
    notice: 'class="notice"',
    'success-class': 'class="alert alert-success" role="alert"',
    'status-role': 'role="status"',
  };
  const mark = notice.kind === 'refused' ? `class="${set.refusedClass}"` : marks[set.successMark];
  return `<div ${mark}><p>${escapeMarkup(notice.text)}</p></div>`;
};

/** With a base, all addresses on the appliance are relative to it. */
const addressed = (set: PageSet, html: string): string =>
  set.links === 'base' ? html.replaceAll(/ (action|href)="\/login\//g, ' $1="') : html;

const SCRIPT_ONLY = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Login</title><script src="/login/app.js" defer></script></head>
<body><div id="app"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>
`;

/** Answers with a whole page; with the navigation if the session is signed in. */
export const showPage = (visit: LoginVisit, status: number, title: string, body: string, head = ''): void => {
  const { exchange, session, set } = visit;
  exchange.appliance.shows('login.pages');
  const whole = `<body>${set.languageMenu ? LANGUAGE_MENU : ''}${session.stage === 'signed-in' ? navigation(visit) : ''}
<h1>${escapeMarkup(title)}</h1>
${noticeOf(visit)}
${body}
<div id="footer">${createHash('sha256').update(title).digest('hex').slice(0, 8)}</div></body></html>
`;
  const base = set.links === 'base' ? '<base href="/login/">' : '';
  const html = `<!DOCTYPE html>
<html lang="${set.language}"><head><meta charset="utf-8">${base}<title>${escapeMarkup(title)}</title>${csrfMeta(visit)}${head}
<script>var restore = "Restore started successfully";</script></head>
${addressed(set, whole)}`;
  begin(exchange, 'login.session', status, {
    'Content-Type': 'text/html; charset=UTF-8',
    'Set-Cookie': setCookies(visit),
  });
  exchange.response.end(exchange.request.method === 'HEAD' ? undefined : set.drawn === 'script' ? SCRIPT_ONLY : html);
};

/** Redirects the browser by a page. */
export const refreshTo = (visit: LoginVisit, to: string): void =>
  showPage(
    visit,
    200,
    'Signing in',
    '<p>One moment.</p>',
    `<meta http-equiv="Refresh" content="0; URL='${escapeMarkup(to)}'">`,
  );

/** Redirects the browser, as after every form. */
export const sendOn = (visit: LoginVisit, to: string): void => {
  begin(visit.exchange, 'login.session', 302, { Location: to, 'Set-Cookie': setCookies(visit), 'Content-Length': '0' });
  visit.exchange.response.end();
};
