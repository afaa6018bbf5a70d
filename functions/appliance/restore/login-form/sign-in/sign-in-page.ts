// Classifies a page of the sign-in by what it asks for: a user, a password, a code, an agreement, a choice, a new
// password, another page, or nothing more. Uses known words first, then the shape of the page and the steps already
// done.
import { forwardLinksOf, linksOf, offersSignOut, type Page, type PageLink, statementsOf } from '../page/page.ts';
import { type Choice, type Control, choicesOf, formsOf, inputsOf, type PageForm } from '../page/page-form.ts';
import { actionOf } from '../page/submission.ts';
import { anyOf } from '../page/word-list.ts';
import * as say from '../page/words.ts';
import { forwardButtons } from './choose-button.ts';
import { isMethodList } from './sign-in-method.ts';

export type SignInPage =
  | {
      readonly is: 'password';
      readonly form: PageForm;
      /** Undefined if an earlier page asked for it. */
      readonly user: Control | undefined;
      readonly password: Control;
      /** Set if the same page asks for the code. */
      readonly code: Control | undefined;
    }
  | { readonly is: 'user'; readonly form: PageForm; readonly user: Control }
  /** Several controls that take one character each. */
  | { readonly is: 'code'; readonly form: PageForm; readonly codes: readonly Control[] }
  | { readonly is: 'agreement'; readonly form: PageForm }
  /** A page on which people choose how to sign in, by a list or by a button. */
  | {
      readonly is: 'method';
      readonly form: PageForm;
      readonly choice: Choice | undefined;
      readonly button: Control | undefined;
    }
  | { readonly is: 'new-password' }
  | { readonly is: 'inside' }
  /** Several forms ask for a password, and nothing says which is the appliance's own. */
  | { readonly is: 'alike'; readonly forms: readonly string[] }
  | { readonly is: 'other-method'; readonly link: PageLink | undefined };

export interface SoFar {
  /** Kinds of pages that were answered. */
  readonly done: ReadonlySet<string>;
  /** Name of the field for the user, if the settings name it. */
  readonly userField?: string | undefined;
}

export const TEXT_TYPES = ['text', 'email', 'tel', 'number', 'textarea'] as const;
const CODE_SIGNS = [6, 8];
const FEW_LINKS = 2;
/** A shorter text is not an agreement. */
const LEAST_AGREEMENT = 20;

const textsOf = (form: PageForm): readonly Control[] =>
  inputsOf(form, ...TEXT_TYPES).filter(({ isReadOnly }) => !isReadOnly);
const passwordsOf = (form: PageForm): readonly Control[] =>
  inputsOf(form, 'password').filter(({ isReadOnly }) => !isReadOnly);
const filesOf = (form: PageForm): readonly Control[] => form.controls.filter(({ type }) => type === 'file');

const SEARCH = anyOf('search|suche|recherch|buscar|cerca|zoek|検索|搜索|검색');
const isSearch = ({ words }: Control): boolean => SEARCH.test(words);

const userOf = (form: PageForm, hinted: string | undefined): Control | undefined => {
  const texts = textsOf(form).filter(({ words }) => !say.CODE_WORDS.test(words));
  if (hinted !== undefined) return form.controls.find(({ name }) => name === hinted);
  return texts.find(({ words }) => say.USER_WORDS.test(words)) ?? texts[0];
};

/** By words, or by fields of one character each. */
const codesOf = (form: PageForm, done: ReadonlySet<string>): readonly Control[] => {
  const [texts, passwords] = [textsOf(form), passwordsOf(form)];
  const all = [...texts, ...passwords];
  if (CODE_SIGNS.includes(all.length) && all.every(({ isOneSign }) => isOneSign)) return all;
  if (passwords.length === 0) return texts.filter(({ words }) => say.CODE_WORDS.test(words)).slice(0, 1);
  const [only, ...more] = all;
  const speaks = only && (say.CODE_WORDS.test(only.words) || only.isShort);
  return speaks && more.length === 0 && done.has('password') ? [only] : [];
};

/** After the password, a page whose only field takes text asks for a second factor, whatever it calls it. */
const codeByShape = (page: Page, forms: readonly PageForm[], done: ReadonlySet<string>): SignInPage | undefined => {
  if (!done.has('password') || forwardLinksOf(page).length > FEW_LINKS * 2) return undefined;
  const wanting = forms.filter(
    (form) => textsOf(form).length === 1 && passwordsOf(form).length + filesOf(form).length === 0,
  );
  const [form, ...more] = wanting;
  const [code] = form ? textsOf(form) : [];
  if (!form || !code || more.length > 0 || isSearch(code)) return undefined;
  return { is: 'code', form, codes: [code] };
};

const wantsNewPassword = (page: Page, forms: readonly PageForm[], done: ReadonlySet<string>): boolean => {
  if (!forms.some((form) => passwordsOf(form).length >= 2 && filesOf(form).length === 0)) return false;
  const message = `${page.$('title').text()} ${statementsOf(page)}`;
  if (say.EXPIRED_WORDS.test(message)) return true;
  // A page inside may also offer to change the password, among other things.
  const isAmongOthers = offersSignOut(page) && forwardLinksOf(page).length > FEW_LINKS;
  return !isAmongOthers && (done.has('password') || say.NEW_PASSWORD_WORDS.test(message));
};

const saysLocal = (form: PageForm): boolean => {
  const message = [form.heading, ...form.buttons.map(({ label }) => label), form.action].join(' ');
  return say.LOCAL_METHOD.test(message) && !say.FOREIGN_METHOD.test(message);
};

const passwordPage = (forms: readonly PageForm[], { done, userField }: SoFar): SignInPage | undefined => {
  const able = forms.flatMap((form) => {
    const [password, ...more] = passwordsOf(form);
    const user = userOf(form, userField);
    if (!password || more.length > 0 || (!user && !done.has('user'))) return [];
    const code = textsOf(form).find((one) => one !== user && say.CODE_WORDS.test(one.words));
    return [{ is: 'password', form, user, password, code } as const];
  });
  const local = able.filter(({ form }) => saysLocal(form));
  const [one, ...others] = local.length === 1 ? local : able;
  if (one === undefined || others.length === 0) return one;
  return {
    is: 'alike',
    forms: able.map(({ form }) => form.heading || form.buttons.map(({ label }) => label).join('/')),
  };
};

const userPage = (forms: readonly PageForm[], { done, userField }: SoFar): SignInPage | undefined => {
  if (done.has('user') || done.has('password')) return undefined;
  for (const form of forms) {
    const texts = textsOf(form);
    const user = userOf(form, userField);
    const fits = user && !isSearch(user) && (user.name === userField || say.USER_WORDS.test(user.words));
    if (fits && texts.length === 1 && passwordsOf(form).length + filesOf(form).length === 0)
      return { is: 'user', form, user };
  }
  return undefined;
};

const staysHere = (page: Page, form: PageForm, button: Control | undefined): boolean =>
  actionOf(form, button)?.origin === page.url.origin;

const agreementOf = (page: Page, forms: readonly PageForm[], done: ReadonlySet<string>): SignInPage | undefined => {
  const able = forms.filter((form) => {
    const [button] = forwardButtons(form);
    const isBare =
      textsOf(form).length + passwordsOf(form).length + filesOf(form).length + inputsOf(form, 'select').length === 0;
    return isBare && button !== undefined && staysHere(page, form, button);
  });
  const [form, ...more] = able;
  if (!form) return undefined;
  const message = [page.$('title').text(), statementsOf(page), page.url.pathname, page.$('label').text()].join(' ');
  if (say.AGREEMENT_WORDS.test(message)) return { is: 'agreement', form };
  // Before the sign-in, a text with a button to continue is an agreement, whatever its words.
  const isShaped =
    !done.has('password') && more.length === 0 && forms.length === 1 && statementsOf(page).length >= LEAST_AGREEMENT;
  return isShaped && !form.buttons.some(({ label }) => say.LOCAL_METHOD.test(label))
    ? { is: 'agreement', form }
    : undefined;
};

const methodPage = (page: Page, forms: readonly PageForm[], { done }: SoFar): SignInPage | undefined => {
  if (done.has('password') || done.has('method')) return undefined;
  for (const form of forms) {
    if (textsOf(form).length + passwordsOf(form).length > 0) continue;
    const choice = choicesOf(form).find(isMethodList);
    const button = forwardButtons(form).find(({ label }) => say.LOCAL_METHOD.test(label));
    if ((choice || button) && staysHere(page, form, button)) return { is: 'method', form, choice, button };
  }
  return undefined;
};

const localLink = (page: Page): PageLink | undefined =>
  linksOf(page).find(
    ({ url, text }) =>
      say.LOCAL_METHOD.test(`${text} ${url.search} ${url.pathname}`) && !say.FORGOTTEN.test(`${text} ${url.pathname}`),
  );

/** @param soFar the steps already done. */
export const signInPageOf = (page: Page, soFar: SoFar = { done: new Set() }): SignInPage => {
  const { done } = soFar;
  const forms = formsOf(page);
  for (const form of forms) {
    const codes = codesOf(form, done);
    if (codes.length > 0) return { is: 'code', form, codes };
  }
  if (wantsNewPassword(page, forms, done)) return { is: 'new-password' };
  const takesFile = done.has('password') && forms.some((form) => filesOf(form).length > 0);
  if (takesFile || offersSignOut(page)) return { is: 'inside' };
  return (
    passwordPage(forms, soFar) ??
    userPage(forms, soFar) ??
    codeByShape(page, forms, done) ??
    methodPage(page, forms, soFar) ??
    agreementOf(page, forms, done) ?? { is: 'other-method', link: localLink(page) }
  );
};
