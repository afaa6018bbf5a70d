// The web interface behind /login of a simulated appliance: its pages, and who may see them.

import { agreementPath, type PageSet } from '../pages/page-set.ts';
import { answer, begin, type Exchange } from '../state/exchange.ts';
import { type LoginEndpoint, sendOn, visitOf } from './login-visit.ts';
import { showHome, showManagement, showSoftware, showStatus } from './management-pages.ts';
import { showAgreement, showCode, showNewPassword, takeAgreement, takeCode } from './second-pages.ts';
import { showSignIn, signIn } from './sign-in-pages.ts';
import { takeBackup, takeConfirmation, takeLicence } from './upload-pages.ts';

interface Page {
  readonly methods: Readonly<Record<string, LoginEndpoint>>;
  /** Requires a signed-in session; all others are redirected to the sign-in page. */
  readonly closed: boolean;
}

const open = (methods: Page['methods']): Page => ({ methods, closed: false });
const closed = (methods: Page['methods']): Page => ({ methods, closed: true });

const pagesOf = (set: PageSet): ReadonlyMap<string, Page> => {
  const { names } = set;
  return new Map([
    [names.signIn, open({ GET: showSignIn, POST: signIn })],
    [names.code, open({ GET: showCode, POST: takeCode })],
    [agreementPath(set), open({ GET: showAgreement, POST: takeAgreement })],
    [names.newPassword, open({ GET: showNewPassword })],
    [names.home, closed({ GET: showHome })],
    [names.management, closed({ GET: showManagement })],
    [names.status, closed({ GET: showStatus })],
    [names.software, closed({ GET: showSoftware })],
    [names.upload, closed({ POST: takeBackup })],
    [names.confirm, closed({ POST: takeConfirmation })],
    [names.licence, closed({ POST: takeLicence })],
  ]);
};

const HUGE_BYTES = 8 * 1024 * 1024;

/** Answers that lead nowhere, by the appliance's failure mode. @returns whether it answered. */
const answersAstray = (exchange: Exchange): boolean => {
  const { failureModes } = exchange.appliance;
  const redirect = (to: string): boolean => {
    begin(exchange, 'login.astray', 302, { Location: to, 'Content-Length': '0' });
    exchange.response.end();
    return true;
  };
  if (failureModes.login === 'other-origin') return redirect('https://idp.example.test/saml?return=/login');
  if (failureModes.login === 'redirect-loop') return redirect(`/login/again?${exchange.appliance.clock.nowMs()}`);
  if (failureModes.login !== 'huge-page') return false;
  answer(exchange, 'login.astray', 200, 'text/html', `<p>${'restore '.repeat(HUGE_BYTES / 8)}`);
  return true;
};

/** Answers what begins with /login. A path outside the appliance's page set is 404. */
export const answerLogin = async (exchange: Exchange): Promise<void> => {
  const { appliance, url } = exchange;
  if (appliance.failureModes.login !== undefined) appliance.shows('login.failure modes');
  if (answersAstray(exchange)) return;
  const { pages: installed, sessions } = appliance.login;
  const set = appliance.failureModes.loginPages ?? installed;
  const visit = visitOf(exchange, set, sessions);
  if (url.pathname === '/login' || url.pathname === '/login/') {
    sendOn(visit, visit.session.stage === 'signed-in' ? set.names.home : set.names.signIn);
    return;
  }
  const pages = pagesOf(set);
  const page = pages.get(`${url.pathname}${url.search}`) ?? pages.get(url.pathname);
  const endpoint = page?.methods[exchange.method === 'HEAD' ? 'GET' : exchange.method];
  if (`${url.pathname}${url.search}` === set.names.signOut) {
    sessions.close(visit.session.id);
    sendOn(visit, set.names.signIn);
  } else if (page?.closed && visit.session.stage !== 'signed-in') {
    exchange.request.resume();
    sendOn(visit, set.names.signIn);
  } else if (endpoint) await endpoint(visit);
  else answer(exchange, 'wire.not-found', 404, 'text/html; charset=UTF-8', '<h1>Not Found</h1>\n');
};
