// What a page met on the way in wants: a password, a code, an agreement, a new password, another page, or nothing any more.

import { linksOf, offersSignOut, type Page, type PageLink, statementsOf } from './page.ts';
import { formsOf, inputsOf, type NamedInput, type PageForm } from './page-form.ts';

export type SignInPage =
  | { readonly is: 'password'; readonly form: PageForm; readonly userField: string; readonly passwordField: string }
  | { readonly is: 'code'; readonly form: PageForm; readonly codeField: string }
  | { readonly is: 'agreement'; readonly form: PageForm }
  | { readonly is: 'new-password' }
  | { readonly is: 'inside' }
  | { readonly is: 'other-method'; readonly link: PageLink | undefined };

const TEXT_TYPES = ['text', 'email', 'tel', 'number'];
const CODE = /one[ _-]?time|\botp\b|totp|verif|authenticat(or|ion code)|two[ _-]?(factor|step)|\b2fa\b|passcode|security code/i;
const USER = /user|login|name|account|mail|uid/i;
const NEW_PASSWORD = /expired|new password|change (your |the )?password|password must be changed/i;
const AGREEMENT = /agreement|terms|consent|authori[sz]ed use|acknowledge|i (accept|agree)/i;
/** Words of what belongs to the box itself, as against a directory or an identity provider. */
export const LOCAL_METHOD = /\blocal\b|built-?in|\bnative\b|\binternal\b|user ?name and password/i;
const FORGOTTEN = /forg|reset|lost|recover/i;

const codeFieldOf = (form: PageForm): NamedInput | undefined =>
  inputsOf(form, 'password').length === 0 ? inputsOf(form, ...TEXT_TYPES).find(({ words }) => CODE.test(words)) : undefined;

const userFieldOf = (form: PageForm, hinted: string | undefined): NamedInput | undefined => {
  const texts = inputsOf(form, ...TEXT_TYPES);
  if (hinted !== undefined) return texts.find(({ name }) => name === hinted);
  return texts.find(({ words }) => USER.test(words)) ?? texts[0];
};

const wantsNewPassword = (page: Page, forms: readonly PageForm[]): boolean =>
  forms.some((form) => inputsOf(form, 'password').length >= 2 && inputsOf(form, 'file').length === 0) &&
  NEW_PASSWORD.test(`${page.$('title').text()} ${statementsOf(page)}`);

const agreementOf = (page: Page, forms: readonly PageForm[]): PageForm | undefined => {
  if (!AGREEMENT.test(`${page.$('title').text()} ${statementsOf(page)} ${page.$('form').text()}`)) return undefined;
  return forms.find(
    (form) =>
      inputsOf(form, 'password', 'file', ...TEXT_TYPES).length === 0 &&
      form.buttons.some(({ text }) => /agree|accept|acknowledge|consent|continue|proceed|\bok\b/i.test(text)),
  );
};

/** @param hinted name of the field for the user, where the settings tell it. */
export const signInPageOf = (page: Page, hinted?: string): SignInPage => {
  const forms = formsOf(page);
  for (const form of forms) {
    const code = codeFieldOf(form);
    if (code) return { is: 'code', form, codeField: code.name };
  }
  if (wantsNewPassword(page, forms)) return { is: 'new-password' };
  if (offersSignOut(page)) return { is: 'inside' };
  for (const form of forms) {
    const [password, ...more] = inputsOf(form, 'password');
    const user = userFieldOf(form, hinted);
    if (password && user && more.length === 0)
      return { is: 'password', form, userField: user.name, passwordField: password.name };
  }
  const agreement = agreementOf(page, forms);
  if (agreement) return { is: 'agreement', form: agreement };
  const link = linksOf(page).find(
    ({ url, text }) => LOCAL_METHOD.test(`${text} ${url.search} ${url.pathname}`) && !FORGOTTEN.test(`${text} ${url.pathname}`),
  );
  return { is: 'other-method', link };
};
