// What stops a sign-in at a page, as a named failure: a refusal that is remembered, or something that an operator has
// to fix.
import { LoginRefusedError } from '../../../../contract/errors/login-refused.ts';
import { type Failure, failure } from '../../../../domain/failure/failure.ts';
import type { FailureName } from '../../../../domain/failure/failure-name.ts';
import { complaintOf } from '../page/notices.ts';
import { mainTextOf, type Page, refreshOf } from '../page/page.ts';
import { agreementTicks } from './sign-in-answer.ts';
import { hintsOf } from './sign-in-hints.ts';
import type { SignInPage } from './sign-in-page.ts';
import type { SignInTools } from './sign-in-tools.ts';

const SAID_LIMIT = 200;

const saidBy = (page: Page): string => (complaintOf(page) ?? mainTextOf(page)).slice(0, SAID_LIMIT);

type Stop = (name: FailureName, message: string, hint: string) => Failure;

const refusedBy = ({ where, secretName, account, hints }: SignInTools, message: string): Failure => {
  const method = hints.signInMethod === undefined ? '' : ` with restore.hints.signInMethod "${hints.signInMethod}"`;
  const never = `Nothing was uploaded. No recovery tries this password again until you store the secret again or change restore.hints.signInMethod. Compare secret ${secretName} with the account at the appliance, and check that the account is not locked and that the sign-in method is right.`;
  const refused = { secret: secretName, versionId: account.versionId, hints: hintsOf(hints) };
  return new LoginRefusedError(`${where}: ${message}${method}`, never, refused);
};

const stopAtCode = ({ account, secretName }: SignInTools, page: Page, done: ReadonlySet<string>, stop: Stop) => {
  const isRefused = done.has('second code');
  if (!isRefused && account.totpSeed !== undefined) return undefined;
  return stop(
    'TwoFactorWanted',
    isRefused
      ? `the appliance refused two codes from different times: ${saidBy(page)}`
      : 'the appliance asks for the code of an authenticator',
    `Store the seed of the account's authenticator as totpSeed in secret ${secretName}, or use an account without an authenticator.`,
  );
};

const stopAtAgreement = (page: Page, stop: Stop) =>
  stop(
    'AgreementWanted',
    `the page shows an agreement: ${saidBy(page)}`,
    'Read the agreement. To let Twinbox accept it in your name, set restore.hints.acceptAgreement to true.',
  );

const nowhere = (page: Page, stop: Stop) =>
  stop(
    'FormNotFound',
    page.isDrawnByScript
      ? `${page.url.pathname} needs JavaScript and has no form without it`
      : 'the page has no form for a local account',
    'Set restore.hints.loginPath to the page with the form for local accounts. Twinbox cannot use a page that needs JavaScript: in that case restore by your own function (restore.method: lambda).',
  );

const stopAtPassword = (tools: SignInTools, page: Page, asked: Extract<SignInPage, { is: 'password' }>, stop: Stop) => {
  if (asked.code && tools.account.totpSeed === undefined && asked.code.isRequired)
    return stopAtCode(tools, page, new Set(), stop);
  return agreementTicks(asked.form).length > 0 && tools.hints.acceptAgreement !== true
    ? stopAtAgreement(page, stop)
    : undefined;
};

/** What stops the sign-in at this page, if anything does. */
export const stopOf = (
  tools: SignInTools,
  page: Page,
  asked: SignInPage,
  done: ReadonlySet<string>,
): Failure | undefined => {
  const { where, secretName, hints } = tools;
  const stop: Stop = (name, message, hint) => failure(name, `${where}: ${message}`, hint);
  const wasGiven = done.has('password');
  if (asked.is === 'new-password')
    return stop(
      'PasswordExpired',
      'the password of the account for /login has expired',
      `Sign in by hand, set a new password, and store it in secret ${secretName}. If possible, give this account a password that does not expire.`,
    );
  if (asked.is === 'password' && wasGiven)
    return refusedBy(tools, `the appliance refused the account for /login: ${saidBy(page)}`);
  if (wasGiven && !done.has('code') && (page.status === 401 || page.status === 403))
    return refusedBy(tools, `HTTP ${page.status} to the sign-in`);
  // Many servers send their sign-in page with 401; other refusals have no form to fill in.
  if (page.status >= 400 && (wasGiven || !['password', 'user'].includes(asked.is)))
    return stop(
      'RestoreRefused',
      `HTTP ${page.status} during the sign-in: ${saidBy(page)}`,
      'Nothing was uploaded. Open the sign-in page by hand.',
    );
  if (asked.is === 'alike')
    return stop(
      'FormNotFound',
      `several forms ask for a password: ${asked.forms.map((name) => `"${name}"`).join(', ')}`,
      'No password was typed. Set restore.hints.loginPath to the page with the form for local accounts alone, or userField to the name of its field for the user.',
    );
  if (asked.is === 'code') return stopAtCode(tools, page, done, stop);
  if (asked.is === 'password') return stopAtPassword(tools, page, asked, stop);
  if (asked.is === 'agreement' && (done.has(`agreement ${page.url.pathname}`) || hints.acceptAgreement !== true))
    return stopAtAgreement(page, stop);
  if (asked.is === 'other-method' && !asked.link && !wasGiven && !refreshOf(page)) return nowhere(page, stop);
  return undefined;
};
