// Answers one page of the sign-in. Makes sure that the form is the right one before it sends a password; if not, it
// sends nothing.
import { type Failure, failure } from '../../../../domain/failure/failure.ts';
import { type Control, inputsOf, type PageForm } from '../page/page-form.ts';
import { type Filled, methodOf } from '../page/submission.ts';
import * as say from '../page/words.ts';
import { buttonSaying, forwardButton, forwardButtons } from './choose-button.ts';
import { chooseMethod } from './sign-in-method.ts';
import { type SignInPage, TEXT_TYPES } from './sign-in-page.ts';
import type { SignInTools } from './sign-in-tools.ts';
import { totpCode } from './totp.ts';

type Answerable = Extract<SignInPage, { form: PageForm }>;

const notFound = (where: string, message: string, hint: string): Failure =>
  failure('FormNotFound', `${where}: ${message}`, `No password was typed. ${hint}`);

/** A form that does not post would put the password into a URL, where others can read it. */
const mustPost = (where: string, { form, button }: Filled): void => {
  if (methodOf(form, button) === 'POST') return;
  throw notFound(
    where,
    `the sign-in form on ${form.page.url.pathname} does not post; it may need JavaScript`,
    'Fix: set restore.hints.loginPath to a page with a form that works without script, or restore by your own function (restore.method: lambda).',
  );
};

/** Checkboxes to tick in the owner's name: the required ones, and those that speak of agreeing. */
export const agreementTicks = (form: PageForm): readonly Control[] =>
  inputsOf(form, 'checkbox').filter(
    ({ isOn, isRequired, words }) => !isOn && (isRequired || (say.AGREES.test(words) && !say.NOT_FORWARD.test(words))),
  );

const agreed = (where: string, form: PageForm): Filled => {
  const ticks = agreementTicks(form);
  const [only, second] = inputsOf(form, 'checkbox');
  const appliances = ticks.length > 0 || second || !only ? ticks : [only];
  const yes = inputsOf(form, 'radio').filter(({ words }) => say.AGREES.test(words) && !say.NOT_FORWARD.test(words));
  const [first, ...more] = forwardButtons(form);
  const button = buttonSaying(form, say.AGREES) ?? (more.length === 0 ? first : undefined);
  if (!button) {
    const offered = form.buttons.map(({ label }) => `"${label}"`).join(', ');
    throw failure(
      'AgreementWanted',
      `${where}: the page shows an agreement, and it is not clear which of its buttons accepts it: ${offered}`,
      'Sign in by hand to see which button it is. Then remove the agreement at the appliance, or label its button Accept.',
    );
  }
  return { form, filling: new Map([...appliances, ...yes.slice(0, 1)].map((control) => [control, true])), button };
};

const coded = ({ account, clock }: SignInTools, codes: readonly Control[]): readonly (readonly [Control, string])[] => {
  const code = totpCode(account.totpSeed ?? '', clock.nowMs());
  const [only, second] = codes;
  if (only && !second) return [[only, code]];
  return codes.map((control, index) => [control, code[index] ?? '']);
};

/** A further required field, for which Twinbox has no value. */
const mustBeAll = (where: string, form: PageForm, known: readonly (Control | undefined)[]): void => {
  const required = inputsOf(form, ...TEXT_TYPES).find(
    (control) =>
      !known.includes(control) && control.value === '' && (control.isRequired || /captcha/i.test(`${control.words}`)),
  );
  if (!required) return;
  throw notFound(
    where,
    `the sign-in form on ${form.page.url.pathname} also asks for "${required.label || required.name}"`,
    'Fix: set restore.hints.loginPath to the page with the form for local accounts, or userField to the name of its field for the user.',
  );
};

const withPassword = (tools: SignInTools, asked: Extract<SignInPage, { is: 'password' }>): Filled => {
  const { account, hints, where } = tools;
  const { form, user, password, code } = asked;
  mustBeAll(where, form, [user, password, code]);
  const filling = new Map<Control, string | true>([
    ...chooseMethod(form, hints.signInMethod, where),
    ...(user ? [[user, account.user] as const] : []),
    [password, account.password] as const,
    ...(code && account.totpSeed !== undefined ? coded(tools, [code]) : []),
    ...(hints.acceptAgreement ? agreementTicks(form).map((appliance) => [appliance, true] as const) : []),
  ]);
  return { form, filling, button: forwardButton(form, say.SIGN_IN_WORDS) };
};

/** @throws FormNotFound if the form must not get a password; AgreementWanted */
export const answerTo = (tools: SignInTools, asked: Answerable): Filled => {
  const { account, hints, where } = tools;
  const { form } = asked;
  if (asked.is === 'agreement') return agreed(where, form);
  if (asked.is === 'method') {
    const filling = asked.button ? new Map<Control, true>() : chooseMethod(form, hints.signInMethod, where);
    return { form, filling, button: asked.button ?? forwardButton(form) };
  }
  const filled =
    asked.is === 'password'
      ? withPassword(tools, asked)
      : asked.is === 'user'
        ? {
            form,
            filling: new Map<Control, string | true>([
              ...chooseMethod(form, hints.signInMethod, where),
              [asked.user, account.user],
            ]),
            button: forwardButton(form),
          }
        : { form, filling: new Map(coded(tools, asked.codes)), button: forwardButton(form) };
  mustPost(where, filled);
  return filled;
};
