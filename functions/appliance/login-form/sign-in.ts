// Signs in at a box, page by page. A password is given once and no more: what the box refuses is never tried again, since
// accounts lock. Nothing is agreed to in the owner's name unless the settings say so.

import { LoginRefusedError } from '../../contract/login-refused.ts';
import { NamedError } from '../../contract/named-error.ts';
import type { LoginHints } from '../../contract/pair-settings.ts';
import type { BoxSession } from './box-session.ts';
import type { LoginAccount } from './login-account.ts';
import { complaintOf, type Page, statementsOf } from './page.ts';
import { type Field, filled, inputsOf, type PageForm } from './page-form.ts';
import { LOCAL_METHOD, type SignInPage, signInPageOf } from './sign-in-page.ts';
import { totpCode } from './totp.ts';
import { buttonOnward } from './which-button.ts';

export interface SignInTools {
  readonly session: BoxSession;
  readonly account: LoginAccount;
  /** Name of the secret that holds the account, for people. */
  readonly secretName: string;
  readonly hints: LoginHints;
  readonly where: string;
  readonly nowMs: () => number;
}

const MOST_PAGES = 10;
const SAID_LIMIT = 200;

/** The local method in every list of methods that has one. */
const localMethods = (form: PageForm, hinted: string | undefined): readonly Field[] =>
  form.choices.flatMap(({ name, options }) => {
    const local = options.find((option) => {
      const words = `${option.name} ${option.value}`;
      return hinted === undefined ? LOCAL_METHOD.test(words) : words.toLowerCase().includes(hinted.toLowerCase());
    });
    return local ? [{ name, value: local.value }] : [];
  });

/** Submits the form of the page. */
const answered = (tools: SignInTools, asked: Exclude<SignInPage, { is: 'inside' | 'new-password' | 'other-method' }>) => {
  const { session, account, hints, nowMs } = tools;
  const { form } = asked;
  if (asked.is === 'password') {
    const own = [
      { name: asked.userField, value: account.user },
      { name: asked.passwordField, value: account.password },
    ];
    return session.submit(
      form,
      filled(form.fields, [...localMethods(form, hints.signInMethod), ...own, buttonOnward(form)?.field]),
    );
  }
  if (asked.is === 'code') {
    const code = { name: asked.codeField, value: totpCode(account.totpSeed ?? '', nowMs()) };
    return session.submit(form, filled(form.fields, [code, buttonOnward(form)?.field]));
  }
  const ticks = form.page
    .$('form input[type="checkbox"][name]')
    .toArray()
    .map((box) => ({
      name: form.page.$(box).attr('name') ?? '',
      value: form.page.$(box).attr('value') ?? 'on',
    }));
  const own = ticks.filter(({ name }) => inputsOf(form, 'checkbox').some((box) => box.name === name));
  return session.submit(form, filled(form.fields, [...own, buttonOnward(form, /agree|accept|acknowledge|consent/i)?.field]));
};

const saidBy = (page: Page): string => (complaintOf(page) ?? statementsOf(page).replaceAll('\n', ' ')).slice(0, SAID_LIMIT);

/** What stops the sign-in at this page, if anything does. */
const stopOf = (tools: SignInTools, page: Page, asked: SignInPage, done: ReadonlySet<string>): NamedError | undefined => {
  const { where, secretName, account, hints } = tools;
  const stop = (name: string, message: string, hint: string) => new NamedError(name, `${where}: ${message}`, hint);
  const never = `Nothing was uploaded, and the password is not tried again, by a later recovery either, until the secret is stored anew. Compare secret ${secretName} with the account at the box, and see that it is not locked.`;
  if (asked.is === 'new-password')
    return stop(
      'PasswordExpired',
      'the password of the account for /login has expired',
      `Sign in by hand, set a new one, and store it in secret ${secretName}; better, give this account a password that does not expire.`,
    );
  const refused = (message: string) =>
    new LoginRefusedError(`${where}: ${message}`, never, { secret: secretName, versionId: account.versionId });
  if (asked.is === 'password' && done.has('password')) return refused(`the account for /login is refused: ${saidBy(page)}`);
  if (page.status === 401 || (page.status === 403 && done.has('password'))) return refused(`HTTP ${page.status} to the sign-in`);
  if (page.status >= 400)
    return stop(
      'RestoreRefused',
      `HTTP ${page.status} on the way in: ${saidBy(page)}`,
      'Nothing was uploaded. Look at the sign-in page by hand.',
    );
  if (asked.is === 'code' && (done.has('code') || account.totpSeed === undefined))
    return stop(
      'TwoFactorWanted',
      done.has('code') ? `the code is refused: ${saidBy(page)}` : 'a code of an authenticator is wanted',
      `Store the seed of the account's authenticator as totpSeed in secret ${secretName}, or use an account without one.`,
    );
  if (asked.is === 'agreement' && (done.has('agreement') || hints.acceptAgreement !== true))
    return stop(
      'AgreementWanted',
      `an agreement is shown: ${saidBy(page)}`,
      'Read it; to have it accepted by itself, set restore.hints.acceptAgreement to true.',
    );
  if (asked.is === 'other-method' && !asked.link && !done.has('password'))
    return stop(
      'FormNotFound',
      'there is no form for a local account',
      'Set restore.hints.loginPath to the page with the form for local accounts.',
    );
  return undefined;
};

/**
 * Signs in.
 * @returns the first page inside.
 * @throws LoginRefused, PasswordExpired, TwoFactorWanted, AgreementWanted, FormNotFound, RestoreRefused, CallFailure
 */
export const signIn = async (tools: SignInTools): Promise<Page> => {
  const { session, hints } = tools;
  const done = new Set<string>();
  let page = await session.open(hints.loginPath ?? '/login');
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const asked = signInPageOf(page, hints.userField);
    const stop = stopOf(tools, page, asked, done);
    if (stop) throw stop;
    if (asked.is === 'inside' || asked.is === 'new-password') return page;
    if (asked.is === 'other-method') {
      // After the password a page that wants nothing is the first one inside.
      if (done.has('password') || !asked.link) return page;
      page = await session.open(asked.link.url);
    } else {
      done.add(asked.is);
      page = await answered(tools, asked);
    }
  }
  throw new NamedError(
    'FormNotFound',
    `${tools.where}: ${MOST_PAGES} pages did not lead in`,
    'Sign in by hand to see what the box asks for, and set restore.hints.loginPath.',
  );
};
