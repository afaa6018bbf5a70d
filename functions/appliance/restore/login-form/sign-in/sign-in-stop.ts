// What stops a sign-in at a page, and under which name: a refusal that is remembered, or something for a person to see to.
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
  const never = `Nothing was uploaded, and the password is not tried again, by a later recovery either, until the secret is stored anew or the hint restore.hints.signInMethod is changed. Compare secret ${secretName} with the account at the appliance, see that it is not locked, and that the sign-in method is right.`;
  const refused = { secret: secretName, versionId: account.versionId, hints: hintsOf(hints) };
  return new LoginRefusedError(`${where}: ${message}${method}`, never, refused);
};

const stopAtCode = ({ account, secretName }: SignInTools, page: Page, done: ReadonlySet<string>, stop: Stop) => {
  const isRefused = done.has('second code');
  if (!isRefused && account.totpSeed !== undefined) return undefined;
  return stop(
    'TwoFactorWanted',
    isRefused ? `two codes of different times are refused: ${saidBy(page)}` : 'a code of an authenticator is wanted',
    `Store the seed of the account's authenticator as totpSeed in secret ${secretName}, or use an account without one.`,
  );
};

const stopAtAgreement = (page: Page, stop: Stop) =>
  stop(
    'AgreementWanted',
    `an agreement is shown: ${saidBy(page)}`,
    'Read it; to have it accepted by itself, set restore.hints.acceptAgreement to true.',
  );

const nowhere = (page: Page, stop: Stop) =>
  stop(
    'FormNotFound',
    page.isDrawnByScript
      ? `${page.url.pathname} is drawn by script: it needs JavaScript, and has no form without it`
      : 'there is no form for a local account',
    'Set restore.hints.loginPath to the page with the form for local accounts. A page that needs JavaScript cannot be used: restore by a function of yours.',
  );

const stopAtPassword = (tools: SignInTools, page: Page, asked: Extract<SignInPage, { is: 'password' }>, stop: Stop) => {
  if (asked.code && tools.account.totpSeed === undefined && asked.code.isRequired)
    return stopAtCode(tools, page, new Set(), stop);
  return agreementTicks(asked.form).length > 0 && tools.hints.acceptAgreement !== true ? stopAtAgreement(page, stop) : undefined;
};

/** What stops the sign-in at this page, if anything does. */
export const stopOf = (tools: SignInTools, page: Page, asked: SignInPage, done: ReadonlySet<string>): Failure | undefined => {
  const { where, secretName, hints } = tools;
  const stop: Stop = (name, message, hint) => failure(name, `${where}: ${message}`, hint);
  const wasGiven = done.has('password');
  if (asked.is === 'new-password')
    return stop(
      'PasswordExpired',
      'the password of the account for /login has expired',
      `Sign in by hand, set a new one, and store it in secret ${secretName}; better, give this account a password that does not expire.`,
    );
  if (asked.is === 'password' && wasGiven) return refusedBy(tools, `the account for /login is refused: ${saidBy(page)}`);
  if (wasGiven && !done.has('code') && (page.status === 401 || page.status === 403))
    return refusedBy(tools, `HTTP ${page.status} to the sign-in`);
  // Many send their sign-in page with 401; other refusals hold nothing to fill in.
  if (page.status >= 400 && (wasGiven || !['password', 'user'].includes(asked.is)))
    return stop(
      'RestoreRefused',
      `HTTP ${page.status} on the way in: ${saidBy(page)}`,
      'Nothing was uploaded. Look at the sign-in page by hand.',
    );
  if (asked.is === 'alike')
    return stop(
      'FormNotFound',
      `several forms want a password: ${asked.forms.map((name) => `"${name}"`).join(', ')}`,
      'No password was typed. Set restore.hints.loginPath to the page with the form for local accounts alone, or userField to the name of its field for the user.',
    );
  if (asked.is === 'code') return stopAtCode(tools, page, done, stop);
  if (asked.is === 'password') return stopAtPassword(tools, page, asked, stop);
  if (asked.is === 'agreement' && (done.has(`agreement ${page.url.pathname}`) || hints.acceptAgreement !== true))
    return stopAtAgreement(page, stop);
  if (asked.is === 'other-method' && !asked.link && !wasGiven && !refreshOf(page)) return nowhere(page, stop);
  return undefined;
};
