// Which button of a form goes on, as a person would choose: none that goes back, away, or only looks.
import type { Control, PageForm } from '../page/page-form.ts';
import type { WordList } from '../page/word-list.ts';
import { FOREIGN_METHOD, NOT_FORWARD } from '../page/words.ts';

/** Those that go on. */
export const forwardButtons = ({ buttons }: PageForm): readonly Control[] =>
  buttons.filter(({ label }) => !NOT_FORWARD.test(label) && !FOREIGN_METHOD.test(label));

/** The button that goes on and says so in these words; undefined where none does. */
export const buttonSaying = (form: PageForm, wanted: WordList): Control | undefined =>
  forwardButtons(form).find(({ label }) => wanted.test(label));

/** The button that goes on; one with these words goes before the others, and the only one is it whatever it says. */
export const forwardButton = (form: PageForm, wanted?: WordList): Control | undefined => {
  const [only, second] = form.buttons;
  return (wanted && buttonSaying(form, wanted)) ?? forwardButtons(form)[0] ?? (second ? undefined : only);
};
