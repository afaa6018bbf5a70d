// Signing in at a simulated box: the choice of a method, the form, an authenticator's code, an agreement, an expired password.
import { readText } from '../exchange.ts';
import { csrfInput, csrfRight, type LoginEndpoint, type LoginVisit, sendOn, showPage } from './login-visit.ts';
import { isCode } from './one-time-code.ts';

const OTHER_METHOD = 'https://idp.example.test/saml';

const isLocal = ({ exchange, set }: LoginVisit): boolean =>
  set.methods !== 'link' || exchange.url.searchParams.get('method') === 'local';

const signInForm = (visit: LoginVisit): string => {
  const { names, methods } = visit.set;
  const list = `<p><label for="m">Authenticate using</label> <select id="m" name="method"><option value="saml" selected>SAML single sign-on</option>
<option value="ldap">Company directory (LDAP)</option><option value="local">Local account</option></select></p>`;
  return `<form method="POST" action="${names.signIn}">${csrfInput(visit)}${methods === 'list' ? list : ''}
<p><label for="u">Username</label> <input id="u" type="text" name="${names.userField}" autocomplete="username"></p>
<p><label for="p">Password</label> <input id="p" type="password" name="${names.passwordField}"></p>
<p><input type="checkbox" name="remember" value="1"> Remember me</p>
<p><button type="submit" name="act" value="login">Login</button></p></form>
<p><a href="${names.newPassword}?forgot=1">Forgot your password?</a></p>`;
};

const otherMethodFirst = (visit: LoginVisit): string =>
  `<form method="POST" action="${OTHER_METHOD}"><button type="submit">Continue with single sign-on</button></form>
<p><a href="${visit.set.names.signIn}?method=local">Sign in with a local account</a></p>`;

export const showSignIn: LoginEndpoint = (visit) => {
  visit.exchange.box.shows('login.methods');
  showPage(visit, 200, 'Login', isLocal(visit) ? signInForm(visit) : otherMethodFirst(visit));
};

const fieldsOf = async (visit: LoginVisit): Promise<ReadonlyMap<string, string>> =>
  new Map(new URLSearchParams(await readText(visit.exchange)));

/** Reads the form and refuses it where its token is wrong. */
const rightFields = async (visit: LoginVisit): Promise<ReadonlyMap<string, string> | undefined> => {
  const fields = await fieldsOf(visit);
  if (csrfRight(visit, fields)) return fields;
  showPage(visit, 419, 'Page Expired', '<p>The page has expired. Please refresh and try again.</p>');
  return undefined;
};

const refuse = (visit: LoginVisit, text: string): void => {
  visit.exchange.box.record('sign-in-refused', text);
  visit.session.notice = { kind: 'refused', text };
  showPage(visit, 200, 'Login', signInForm(visit));
};

/** Where a session goes whose password was right. */
const goOn = (visit: LoginVisit): void => {
  const { exchange, session, set } = visit;
  const { names, agreement } = set;
  if (exchange.box.moods.login === 'password-expired') {
    sendOn(visit, names.newPassword);
    return;
  }
  if (session.stage === 'anonymous' && exchange.box.stored.loginAccount?.totpSeed !== undefined) {
    session.stage = 'code';
    sendOn(visit, names.code);
    return;
  }
  if (session.stage !== 'agreement' && agreement) {
    session.stage = 'agreement';
    sendOn(visit, names.agreement);
    return;
  }
  session.stage = 'signed-in';
  exchange.box.record('signed-in');
  sendOn(visit, names.home);
};

export const signIn: LoginEndpoint = async (visit) => {
  const { exchange, sessions, session, set } = visit;
  const { box } = exchange;
  const fields = await rightFields(visit);
  if (!fields) return;
  const account = box.stored.loginAccount;
  if (set.methods === 'list' && fields.get('method') !== 'local') {
    sendOn(visit, OTHER_METHOD);
    return;
  }
  const right = fields.get(set.names.userField) === account?.user && fields.get(set.names.passwordField) === account?.password;
  if (sessions.locked || (!right && sessions.countWrong())) {
    box.shows('login.lock');
    refuse(visit, 'The account is locked. Contact your administrator.');
    return;
  }
  if (!right) {
    box.shows('login.wrong-password');
    refuse(visit, 'Invalid username or password.');
    return;
  }
  sessions.countRight();
  session.stage = 'anonymous';
  goOn(visit);
};

const codeForm = (visit: LoginVisit): string =>
  `<form method="post">${csrfInput(visit)}<p><label for="c">Verification code from your authenticator app</label>
<input id="c" name="${visit.set.names.codeField}" autocomplete="one-time-code" inputmode="numeric"></p><button>Verify</button></form>`;

export const showCode: LoginEndpoint = (visit) => {
  visit.exchange.box.shows('login.totp');
  showPage(visit, 200, 'Two-factor authentication', codeForm(visit));
};

export const takeCode: LoginEndpoint = async (visit) => {
  const { exchange, session, set } = visit;
  const fields = await rightFields(visit);
  if (!fields) return;
  const seed = exchange.box.stored.loginAccount?.totpSeed ?? '';
  if (session.stage === 'code' && isCode(seed, fields.get(set.names.codeField) ?? '', exchange.box.clock.nowMs())) {
    goOn(visit);
    return;
  }
  exchange.box.record('sign-in-refused', 'code');
  session.notice = { kind: 'refused', text: 'The code is not valid.' };
  showPage(visit, 200, 'Two-factor authentication', codeForm(visit));
};

export const showAgreement: LoginEndpoint = (visit) => {
  visit.exchange.box.shows('login.agreement');
  const { names } = visit.set;
  showPage(
    visit,
    200,
    'Prerequisite Login Agreement',
    `<p>This system is for authorized use only.</p><form method="post" action="${names.agreement}">${csrfInput(visit)}
<input type="checkbox" name="accept" value="yes" required> I accept these terms
<input type="submit" name="decision" value="Decline"><input type="submit" name="decision" value="I Agree"></form>`,
  );
};

export const takeAgreement: LoginEndpoint = async (visit) => {
  const fields = await rightFields(visit);
  if (!fields) return;
  const accepted = fields.get('accept') === 'yes' && fields.get('decision') === 'I Agree';
  if (visit.session.stage === 'agreement' && accepted) goOn(visit);
  else sendOn(visit, visit.set.names.signIn);
};

export const showNewPassword: LoginEndpoint = (visit) => {
  visit.exchange.box.shows('login.expired');
  showPage(
    visit,
    200,
    'Change Password',
    `<p>Your password has expired.</p><form method="post" action="${visit.set.names.newPassword}">${csrfInput(visit)}
Current password <input type="password" name="old"> New password <input type="password" name="new1"> Confirm <input type="password" name="new2">
<button>Save</button></form>`,
  );
};
