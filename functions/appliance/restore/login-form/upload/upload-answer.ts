// What the page after an upload means. The status proves nothing. A success notice or sentence without any complaint is
// success, a complaint is a refusal, and anything else leaves the outcome unknown.
import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';
import type { BackupManifest } from '../../../../domain/model/backup-manifest.ts';
import { complaintOf, noticesOf } from '../page/notices.ts';
import { mainTextOf, type Page, statementsOf } from '../page/page.ts';
import { type Control, formsOf, inputsOf, type PageForm } from '../page/page-form.ts';
import { methodOf } from '../page/submission.ts';
import { buttonSaying } from '../sign-in/choose-button.ts';
import { signInPageOf } from '../sign-in/sign-in-page.ts';
import * as say from './upload-words.ts';

export type UploadAnswer =
  | { readonly is: 'success'; readonly marker: string }
  | { readonly is: 'question'; readonly form: PageForm; readonly button: Control }
  /** The appliance does not accept this file; it may accept an older one. */
  | { readonly is: 'file-refused'; readonly message: string }
  /** The appliance did not accept the upload, for a reason other than the file. */
  | { readonly is: 'refused'; readonly message: string }
  /** `notice` is the text that a person would read there, if any. */
  | { readonly is: 'unclear'; readonly message: string; readonly notice: string | undefined };

export interface UploadFacts {
  readonly hints: LoginHints;
  /** What was given. */
  readonly backup?: Pick<BackupManifest, 'version' | 'build'>;
  /** The page with the form: notices already on it are not an answer. */
  readonly before?: Page;
}

const SAID_LIMIT = 200;

const sentencesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/([.;:!?])\s+/g, '$1\n')
    .replaceAll(/([。！？])/g, '$1\n')
    .split('\n')
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const newsOf = (page: Page, before: Page | undefined): readonly string[] => {
  const old = new Set(before ? sentencesOf(statementsOf(before)) : []);
  return sentencesOf(statementsOf(page)).filter((sentence) => !old.has(sentence));
};

const saysSuccess = (text: string): boolean => say.SUBJECT.test(text) && say.STATE.test(text) && !say.DENIES.test(text);

/** In any language: a notice marked as success, or one in a live region without a negation. */
const goodNotice = (page: Page, before: Page | undefined): string | undefined =>
  noticesOf(page, before).find(
    ({ tone, text }) => (tone === 'good' || tone === 'status') && !say.DENIES.test(text) && !say.COMPLAINS.test(text),
  )?.text;

const markerOf = (page: Page, { hints: { successText }, before }: UploadFacts): string | undefined => {
  if (successText !== undefined) {
    const all = statementsOf(page).replaceAll('\n', ' ');
    return all.toLowerCase().includes(successText.toLowerCase()) ? successText : undefined;
  }
  return newsOf(page, before).find(saysSuccess) ?? goodNotice(page, before);
};

const questionOf = (page: Page): Extract<UploadAnswer, { is: 'question' }> | undefined => {
  const forms = formsOf(page);
  if (forms.some((form) => inputsOf(form, 'file', 'password').length > 0)) return undefined;
  if (!say.ASKS.test(statementsOf(page))) return undefined;
  for (const form of forms) {
    const button = buttonSaying(form, say.YES);
    if (button && methodOf(form, button) === 'POST') return { is: 'question', form, button };
  }
  return undefined;
};

/**
 * The next older file is tried only if the appliance refused this very file: otherwise the older backup would lose data
 * for nothing.
 */
const isAboutTheFile = (message: string, backup: UploadFacts['backup']): boolean => {
  const quotes =
    backup !== undefined && [backup.version, backup.build].some((one) => one !== '' && message.includes(one));
  return quotes || say.FILE_FAULT.test(message) || (say.FILE_WORDS.test(message) && !say.NOT_THE_FILE.test(message));
};

/** What a person would read first: a notice, a sentence of the page, or its heading; never its menus. */
const quoteOf = (page: Page, before: Page | undefined): string | undefined => {
  const notice = noticesOf(page, before)[0]?.text;
  if (notice !== undefined) return notice;
  const old = new Set(before ? sentencesOf(mainTextOf(before)) : []);
  const fresh = sentencesOf(mainTextOf(page)).filter((sentence) => !old.has(sentence));
  return fresh.find((sentence) => /[.!?。！？]$/u.test(sentence)) ?? fresh[0];
};

const tooEarly = (
  page: Page,
  backup: UploadFacts['backup'],
  complaint: string | undefined,
): UploadAnswer | undefined => {
  const said =
    complaint ?? newsOf(page, undefined).find((sentence) => say.COMPLAINS.test(sentence)) ?? quoteOf(page, undefined);
  const message = `HTTP ${page.status}${said === undefined ? '' : `: ${said.slice(0, SAID_LIMIT)}`}`;
  if (page.status >= 500) return { is: 'unclear', message, notice: undefined };
  // Only these statuses refuse the content itself (RFC 9110).
  const isOfContent = page.status === 400 || page.status === 409 || page.status === 415 || page.status === 422;
  if (isOfContent && said !== undefined && isAboutTheFile(said, backup)) return { is: 'file-refused', message };
  return page.status >= 400 ? { is: 'refused', message } : undefined;
};

/** An alert without a class may also report success. */
const complaintIn = (page: Page, facts: UploadFacts): string | undefined => {
  const complaint = complaintOf(page, facts.before);
  const isBad = noticesOf(page, facts.before).some(({ tone, text }) => tone === 'bad' && text === complaint);
  return complaint === undefined || (!isBad && saysSuccess(complaint)) ? undefined : complaint;
};

/** Reads the page that came after the upload, or after the confirmation. */
export const uploadAnswerOf = (page: Page, facts: UploadFacts): UploadAnswer => {
  const complaint = complaintIn(page, facts);
  const early = tooEarly(page, facts.backup, complaint);
  if (early) return early;
  const refusal = (message: string): UploadAnswer => ({
    is: isAboutTheFile(message, facts.backup) ? 'file-refused' : 'refused',
    message: message.slice(0, SAID_LIMIT),
  });
  if (complaint !== undefined) return refusal(complaint);
  if (signInPageOf(page).is === 'password')
    return { is: 'refused', message: 'the appliance forgot the session and shows its sign-in page' };
  const question = questionOf(page);
  if (question) return question;
  const marker = markerOf(page, facts);
  if (marker !== undefined) return { is: 'success', marker: marker.slice(0, SAID_LIMIT) };
  const complaining = newsOf(page, facts.before).find((sentence) => say.COMPLAINS.test(sentence));
  if (complaining !== undefined) return refusal(complaining);
  const notice = quoteOf(page, facts.before)?.slice(0, SAID_LIMIT);
  const message = notice === undefined ? 'an empty page' : `"${notice}"`;
  return {
    is: 'unclear',
    message: `Twinbox does not understand the page ${page.url.pathname} after the upload: ${message}`,
    notice,
  };
};
