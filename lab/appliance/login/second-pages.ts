// What may come before or after the sign-in form of a simulated appliance: an agreement, an authenticator's code, an
// expired password.

import { agreementPath } from '../pages/page-set.ts';
import { wordsOf } from '../pages/words.ts';
import { csrfInput, type LoginEndpoint, type LoginVisit, sendOn, showPage } from './login-visit.ts';
import { stepOfCode } from './one-time-code.ts';
import { goOn, rightFields } from './sign-in-pages.ts';

const codeForm = (visit: LoginVisit): string => {
  const { names, language } = visit.set;
  const words = wordsOf(language);
  const known = language === 'en' ? 'autocomplete="one-time-code" inputmode="numeric"' : 'maxlength="6"';
  const id = language === 'en' ? 'c' : 'field1';
  return `<form method="post" action="${names.code}">${csrfInput(visit)}<p><label for="${id}">${words.code}</label>
<input id="${id}" name="${names.codeField}" ${known}></p><button>${words.next}</button></form>`;
};

export const showCode: LoginEndpoint = (visit) => {
  visit.exchange.appliance.shows('login.totp');
  showPage(visit, 200, wordsOf(visit.set.language).codeTitle, codeForm(visit));
};

export const takeCode: LoginEndpoint = async (visit) => {
  const { exchange, session, sessions, set } = visit;
  const fields = await rightFields(visit);
  if (!fields) return;
  const seed = exchange.appliance.stored.loginAccount?.totpSeed ?? '';
  const step = stepOfCode(seed, fields.get(set.names.codeField) ?? '', exchange.appliance.clock.nowMs());
  if (session.stage === 'code' && step !== undefined && sessions.releaseBuffer(step)) {
    goOn(visit);
    return;
  }
  exchange.appliance.shows('login.code-once');
  exchange.appliance.record('sign-in-refused', 'code');
  const words = wordsOf(set.language);
  session.notice = { kind: 'refused', text: words.codeRefused };
  showPage(visit, 200, words.codeTitle, codeForm(visit));
};

const PLAIN_AGREEMENT = `<p>This system is for authorized use only.</p>`;
const OWN_AGREEMENT = `<p>Wherever you are, the house rules of Example Ltd. hold for you. Ask reception for a copy.</p>`;

export const showAgreement: LoginEndpoint = (visit) => {
  visit.exchange.appliance.shows('login.agreement');
  const own = visit.set.agreementWords === 'own';
  const buttons = own
    ? '<input type="submit" name="decision" value="Back"><input type="submit" name="decision" value="Next">'
    : '<input type="submit" name="decision" value="Decline"><input type="submit" name="decision" value="I Agree">';
  const label = own
    ? '<label><input type="checkbox" name="accept" value="yes" required> I have read and agree to the above</label>'
    : '<input type="checkbox" name="accept" value="yes" required> I accept these terms';
  showPage(
    visit,
    200,
    own ? 'Welcome to Example Ltd.' : 'Prerequisite Login Agreement',
    `${own ? OWN_AGREEMENT : PLAIN_AGREEMENT}<form method="post" action="${agreementPath(visit.set)}">${csrfInput(visit)}
${label} ${buttons}</form>`,
  );
};

export const takeAgreement: LoginEndpoint = async (visit) => {
  const { session, set } = visit;
  const fields = await rightFields(visit);
  if (!fields) return;
  const decision = set.agreementWords === 'own' ? 'Next' : 'I Agree';
  const accepted = fields.get('accept') === 'yes' && fields.get('decision') === decision;
  session.agreed = accepted;
  if (session.stage === 'agreement' && accepted) goOn(visit);
  else sendOn(visit, set.names.signIn);
};

export const showNewPassword: LoginEndpoint = (visit) => {
  visit.exchange.appliance.shows('login.expired');
  const words = wordsOf(visit.set.language);
  showPage(
    visit,
    200,
    words.expiredTitle,
    `<p>${words.expired}</p><form method="post" action="${visit.set.names.newPassword}">${csrfInput(visit)}
${words.current} <input type="password" name="old"> ${words.fresh} <input type="password" name="new1"> ${words.again} <input type="password" name="new2">
<button>${words.save}</button></form>`,
  );
};
