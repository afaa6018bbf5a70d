// Signing in at a simulated appliance: the choice of a method, and the form, which may have a separate page for the
// user name.

import { agreementPath } from '../pages/page-set.ts';
import { wordsOf } from '../pages/words.ts';
import { escapeMarkup, readText } from '../state/exchange.ts';
import {
  csrfInput,
  csrfRight,
  type LoginEndpoint,
  type LoginVisit,
  refreshTo,
  sendOn,
  showPage,
} from './login-visit.ts';

const OTHER_METHOD = 'https://idp.example.test/saml';

const isLocal = ({ exchange, set }: LoginVisit): boolean =>
  set.methods !== 'link' || exchange.url.searchParams.get('method') === 'local';

const LISTS: Readonly<Record<string, string>> = {
  list: `<option value="saml" selected>SAML single sign-on</option><option value="ldap">Company directory (LDAP)</option><option value="local">Local account</option>`,
  passwordless: `<option value="fido2" selected>Passwordless FIDO2</option><option value="local">Username &amp; Password</option>`,
  'two-alike': `<option value="local">Local representative</option><option value="vendor">Local vendor</option>`,
};

const methodList = ({ set }: LoginVisit): string => {
  const options = LISTS[set.methods];
  return options === undefined
    ? ''
    : `<p><label for="m">Authenticate using</label> <select id="m" name="method">${options}</select></p>`;
};

const userFirst = (visit: LoginVisit): string => {
  const { names, language } = visit.set;
  const words = wordsOf(language);
  return `<form method="post" action="${names.signIn}">${csrfInput(visit)}
<p><label for="u">${words.user}</label> <input id="u" name="${names.userField}" autocomplete="username"></p><button>${words.next}</button></form>`;
};

const signInForm = (visit: LoginVisit): string => {
  const { names, language, flow, posts } = visit.set;
  const words = wordsOf(language);
  const { user } = visit.session;
  if (flow === 'user-first' && user === undefined) return userFirst(visit);
  const userInput =
    flow === 'user-first'
      ? `<p>${escapeMarkup(user ?? '')}</p>`
      : `<p><label for="u">${words.user}</label> <input id="u" type="text" name="${names.userField}" autocomplete="username"></p>`;
  return `<form ${posts ? 'method="POST" ' : ''}action="${names.signIn}">${csrfInput(visit)}${methodList(visit)}
${userInput}
<p><label for="p">${words.password}</label> <input id="p" type="password" name="${names.passwordField}"></p>
<p><input type="checkbox" name="remember" value="1"> Remember me</p>
<p><button type="submit" name="act" value="login">${words.signIn}</button></p></form>
<p><a href="${names.newPassword}?forgot=1">Forgot your password?</a></p>`;
};

const otherMethodFirst = (visit: LoginVisit): string =>
  `<form method="POST" action="${OTHER_METHOD}"><button type="submit">Continue with single sign-on</button></form>
<p><a href="${visit.set.names.signIn}?method=local">Sign in with a local account</a></p>`;

export const showSignIn: LoginEndpoint = (visit) => {
  // Without its script, the form sends the input in the URL, and the appliance ignores it.
  if (visit.exchange.url.searchParams.has(visit.set.names.passwordField))
    visit.exchange.appliance.record('sign-in-refused', 'in the address');
  const { session, set, exchange } = visit;
  exchange.appliance.shows('login.methods');
  if (set.agreement && set.agreementAt === 'before-sign-in' && !session.agreed) {
    sendOn(visit, agreementPath(set));
    return;
  }
  if (set.flow === 'user-first') session.user = undefined;
  showPage(visit, 200, 'Login', isLocal(visit) ? signInForm(visit) : otherMethodFirst(visit));
};

const fieldsOf = async (visit: LoginVisit): Promise<ReadonlyMap<string, string>> =>
  new Map(new URLSearchParams(await readText(visit.exchange)));

/** Reads the form and refuses a wrong token. */
export const rightFields = async (visit: LoginVisit): Promise<ReadonlyMap<string, string> | undefined> => {
  const fields = await fieldsOf(visit);
  if (csrfRight(visit, fields)) return fields;
  showPage(visit, 419, 'Page Expired', '<p>The page has expired. Please refresh and try again.</p>');
  return undefined;
};

const refuse = (visit: LoginVisit, text: string): void => {
  visit.exchange.appliance.record('sign-in-refused', text);
  visit.session.notice = { kind: 'refused', text };
  showPage(visit, 200, 'Login', signInForm(visit));
};

const countWrong = (visit: LoginVisit): void => {
  const { exchange, sessions } = visit;
  const locked = sessions.locked || sessions.countWrong();
  exchange.appliance.shows(locked ? 'login.lock' : 'login.wrong-password');
  refuse(visit, locked ? 'The account is locked. Contact your administrator.' : 'Invalid username or password.');
};

/** The next page of a session after the right password. */
export const goOn = (visit: LoginVisit): void => {
  const { exchange, session, set } = visit;
  const { names, agreement } = set;
  if (exchange.appliance.failureModes.login === 'password-expired') {
    sendOn(visit, names.newPassword);
    return;
  }
  if (session.stage === 'anonymous' && exchange.appliance.stored.loginAccount?.totpSeed !== undefined) {
    session.stage = 'code';
    sendOn(visit, names.code);
    return;
  }
  if (session.stage !== 'agreement' && agreement && set.agreementAt === 'after-password') {
    session.stage = 'agreement';
    sendOn(visit, agreementPath(set));
    return;
  }
  session.stage = 'signed-in';
  exchange.appliance.record('signed-in');
  if (set.forward === 'refresh') refreshTo(visit, names.home);
  else sendOn(visit, names.home);
};

export const signIn: LoginEndpoint = async (visit) => {
  const { exchange, sessions, session, set } = visit;
  const { appliance } = exchange;
  const fields = await rightFields(visit);
  if (!fields) return;
  const account = appliance.stored.loginAccount;
  if (LISTS[set.methods] !== undefined && fields.get('method') !== 'local') {
    // A list that goes elsewhere takes the password along; two that are alike refuse it.
    if (set.methods === 'list') sendOn(visit, OTHER_METHOD);
    else countWrong(visit);
    return;
  }
  const user = session.user ?? fields.get(set.names.userField);
  if (set.flow === 'user-first' && session.user === undefined) {
    session.user = user;
    showPage(visit, 200, 'Login', signInForm(visit));
    return;
  }
  const right = user === account?.user && fields.get(set.names.passwordField) === account?.password;
  if (sessions.locked || !right) {
    countWrong(visit);
    return;
  }
  sessions.countRight();
  session.stage = 'anonymous';
  goOn(visit);
};
