// Which sign-in method is chosen if a form offers several: the only one that fits, or none. A password sent with the
// wrong method is a wasted attempt and may lock the account.
import { type Failure, failure } from '../../../../domain/failure/failure.ts';
import { type Choice, type Control, choicesOf, type PageForm } from '../page/page-form.ts';
import * as say from '../page/words.ts';

type MethodOption = Choice['options'][number];

const textOf = ({ text, value }: MethodOption): string => `${text} ${value}`;

const isForeign = (option: MethodOption): boolean => say.FOREIGN_METHOD.test(textOf(option));

const LANGUAGE_TAG = /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i;

const isLanguageList = ({ name, words, options }: Choice): boolean =>
  say.LANGUAGE_WORDS.test(`${name} ${words}`) ||
  (options.length > 1 && options.every(({ value }) => LANGUAGE_TAG.test(value)) && !options.some(isForeign));

/** Whether it is a list of sign-in methods, by its name or by its entries. */
export const isMethodList = (choice: Choice): boolean =>
  !isLanguageList(choice) &&
  (say.METHOD_WORDS.test(choice.words) ||
    choice.options.some((option) => isForeign(option) || say.LOCAL_METHOD.test(textOf(option))));

/** The methods that could fit an account of the appliance itself. */
const fittingIn = ({ options }: Choice): readonly MethodOption[] => {
  const own = options.filter((option) => !isForeign(option));
  const [only] = options.length === 1 ? own : [];
  if (only) return [only];
  const clear = own.filter(
    ({ text, value }) =>
      say.LOCAL_METHOD.test(`${text} ${value}`) || (say.USER_WORDS.test(text) && say.PASSWORD_WORDS.test(text)),
  );
  return clear.length > 0 ? clear : own.filter(({ text }) => say.PASSWORD_WORDS.test(text));
};

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** The methods that the hint names: by the whole value or name, else by a part of it. */
const hintedIn = (options: readonly MethodOption[], hint: string): readonly MethodOption[] => {
  const exact = options.filter(({ text, value }) => same(text, hint) || same(value, hint));
  return exact.length > 0
    ? exact
    : options.filter((option) => textOf(option).toLowerCase().includes(hint.toLowerCase()));
};

const unclear = (
  where: string,
  found: readonly MethodOption[],
  lists: readonly Choice[],
  hint: string | undefined,
): Failure => {
  const offered = lists.flatMap(({ options }) => options.map(({ text, value }) => `"${text || value}"`)).join(', ');
  const how = found.length === 0 ? 'none of the sign-in methods' : 'more than one of the sign-in methods';
  return failure(
    'FormNotFound',
    `${where}: ${how} ${hint === undefined ? 'fits a local account' : `fits restore.hints.signInMethod "${hint}"`}; the page offers ${offered}`,
    'No password was typed. Fix: set restore.hints.signInMethod to the exact name of one of these methods.',
  );
};

/**
 * The controls to fill so that the appliance's own method is chosen, each with its value.
 * @throws FormNotFound unless exactly one fits
 */
export const chooseMethod = (
  form: PageForm,
  hint: string | undefined,
  where: string,
): ReadonlyMap<Control, string | true> => {
  const choices = choicesOf(form).filter(({ options }) => options.length > 0);
  const lists = choices.filter(isMethodList);
  const asked =
    hint === undefined || lists.length > 0
      ? lists
      : choices.filter(({ options }) => hintedIn(options, hint).length > 0);
  const chosen = new Map<Control, string | true>();
  if (hint === undefined) {
    for (const list of asked) {
      const [one, ...more] = fittingIn(list);
      if (!one || more.length > 0) throw unclear(where, fittingIn(list), [list], hint);
      chosen.set(one.control, one.control.type === 'radio' ? true : one.value);
    }
    return chosen;
  }
  const found = hintedIn(
    asked.flatMap(({ options }) => options),
    hint,
  );
  const [one, ...more] = found;
  if (asked.length > 0 && (!one || more.length > 0)) throw unclear(where, found, asked, hint);
  if (one) chosen.set(one.control, one.control.type === 'radio' ? true : one.value);
  return chosen;
};
