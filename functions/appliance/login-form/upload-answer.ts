// What the page after an upload means. The status proves nothing: success is a sentence that says so, with no complaint beside
// it; a refusal is a complaint; all else leaves open what happened.
import type { LoginHints } from '../../contract/pair-settings.ts';
import { complaintOf, type Page, statementsOf } from './page.ts';
import { formsOf, inputsOf, type PageForm } from './page-form.ts';
import { signInPageOf } from './sign-in-page.ts';
import { buttonSaying } from './which-button.ts';

export type UploadAnswer =
  | { readonly is: 'success'; readonly marker: string }
  | { readonly is: 'question'; readonly form: PageForm; readonly button: PageForm['buttons'][number] }
  /** The box does not take this file; an older one may do. */
  | { readonly is: 'file-refused'; readonly says: string }
  /** The box did not take it, whatever the file. */
  | { readonly is: 'refused'; readonly says: string }
  | { readonly is: 'unclear'; readonly says: string };

const SUBJECT = /\b(back-?up|restor(e|ation|ing)|configuration|settings|import)\b/i;
const STATE =
  /\b(start(ed|ing)|begun|under ?way|in progress|being (restored|applied|imported)|accepted|success(ful|fully)?|succeeded|complete[d]?|imported|restored|restart(ing)?|will restart|initiated|scheduled)\b/i;
const DENIES =
  /\b(not|no|fail(ed|ure)?|cannot|could|unable|error|invalid|incorrect|wrong|refused|denied|licen[cs]e|if|before|after|will be able)\b/i;
const COMPLAINS =
  /\b(could not|cannot|failed|failure|invalid|incorrect|damaged|corrupt|not a (valid|configuration)|refused|wrong|mismatch)\b/i;
const NOT_THE_FILE =
  /another|under ?way|already|busy|session|expired|token|permission|not authori[sz]ed|no file|incomplete|try again/i;
const ASKS = /continue|confirm|proceed|overwrit|are you sure|restor/i;
const YES = /\b(yes|continue|confirm|proceed|restore|ok|apply)\b/i;
const SAID_LIMIT = 200;

const sentencesOf = (page: Page): readonly string[] =>
  statementsOf(page)
    .replaceAll(/([.;:!?])\s+/g, '$1\n')
    .split('\n')
    .map((sentence) => sentence.trim());

const markerOf = (page: Page, successText: string | undefined): string | undefined => {
  if (successText !== undefined) {
    const all = statementsOf(page).replaceAll('\n', ' ');
    return all.toLowerCase().includes(successText.toLowerCase()) ? successText : undefined;
  }
  return sentencesOf(page).find((sentence) => SUBJECT.test(sentence) && STATE.test(sentence) && !DENIES.test(sentence));
};

const questionOf = (page: Page): Extract<UploadAnswer, { is: 'question' }> | undefined => {
  const forms = formsOf(page);
  if (forms.some((form) => inputsOf(form, 'file', 'password').length > 0)) return undefined;
  if (!ASKS.test(statementsOf(page))) return undefined;
  for (const form of forms) {
    const button = buttonSaying(form, YES);
    if (button && form.method === 'POST') return { is: 'question', form, button };
  }
  return undefined;
};

const refusal = (says: string): UploadAnswer => ({ is: NOT_THE_FILE.test(says) ? 'refused' : 'file-refused', says });

/** Reads the page that came after the upload, or after the confirmation. */
export const uploadAnswerOf = (page: Page, hints: LoginHints): UploadAnswer => {
  const complaint = complaintOf(page);
  if (complaint !== undefined) return refusal(complaint);
  if (page.status >= 500) return { is: 'unclear', says: `HTTP ${page.status}` };
  const complaining = sentencesOf(page).find((sentence) => COMPLAINS.test(sentence));
  const says = complaining ?? sentencesOf(page).find((sentence) => sentence !== '') ?? 'an empty page';
  if (page.status >= 400) return { is: 'refused', says: `HTTP ${page.status}: ${says.slice(0, SAID_LIMIT)}` };
  if (signInPageOf(page).is === 'password')
    return { is: 'refused', says: 'the box forgot the session and shows its sign-in page' };
  const question = questionOf(page);
  if (question) return question;
  const marker = markerOf(page, hints.successText);
  if (marker !== undefined) return { is: 'success', marker: marker.slice(0, SAID_LIMIT) };
  if (complaining !== undefined) return refusal(complaining.slice(0, SAID_LIMIT));
  return { is: 'unclear', says: `no sentence on ${page.url.pathname} tells of a restore: ${says.slice(0, SAID_LIMIT)}` };
};
