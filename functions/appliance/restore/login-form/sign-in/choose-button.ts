// Which button of a form continues, as a person would choose: none that goes back, cancels, or only checks.
import type { Control, PageForm } from '../page/page-form.ts';
import type { WordList } from '../page/word-list.ts';
import { FOREIGN_METHOD, NOT_FORWARD } from '../page/words.ts';

/** The buttons that continue. */
export const forwardButtons = ({ buttons }: PageForm): readonly Control[] =>
  buttons.filter(({ label }) => !NOT_FORWARD.test(label) && !FOREIGN_METHOD.test(label));

/** The button that continues and has one of these words; undefined if none does. */
export const buttonSaying = (form: PageForm, required: WordList): Control | undefined =>
  forwardButtons(form).find(({ label }) => required.test(label));

/** The button that continues. Prefers one with these words; a single button counts whatever its label. */
export const forwardButton = (form: PageForm, required?: WordList): Control | undefined => {
  const [only, second] = form.buttons;
  return (required && buttonSaying(form, required)) ?? forwardButtons(form)[0] ?? (second ? undefined : only);
};
