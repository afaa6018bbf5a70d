// Which button of a form goes on, as a person would choose: none that goes back, away, or only looks.
import type { Button, PageForm } from './page-form.ts';

const NOT_ONWARD =
  /cancel|abort|declin|disagree|refuse|reject|\bno\b|do not|\bback\b(?![- ]?up)|forg|sso|saml|single|download|preview|\b(check|validate|test)\b/i;

const onward = ({ buttons }: PageForm): readonly Button[] => buttons.filter(({ text }) => !NOT_ONWARD.test(text));

/** The button that goes on and says so in these words; undefined where none does. */
export const buttonSaying = (form: PageForm, wanted: RegExp): Button | undefined =>
  onward(form).find(({ text }) => wanted.test(text));

/** The button that goes on; one with these words goes before the others, and the only one is it whatever it says. */
export const buttonOnward = (form: PageForm, wanted?: RegExp): Button | undefined => {
  const [only, second] = form.buttons;
  return (wanted && buttonSaying(form, wanted)) ?? onward(form)[0] ?? (second ? undefined : only);
};
