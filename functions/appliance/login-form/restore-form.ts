// Which form of a page takes a backup to be restored, told by what names it: heading, labels, buttons, fields, where it sends.
// Prose is not believed, and a form for licences or certificates is never taken, however much it speaks of backups.
import type { LoginHints } from '../../contract/pair-settings.ts';
import type { Page } from './page.ts';
import { formsOf, inputsOf, type NamedInput, type PageForm } from './page-form.ts';

export interface RestoreForm {
  readonly form: PageForm;
  readonly fileField: string;
  /** Fields that want the password of the backup. */
  readonly passwordFields: readonly string[];
  readonly score: number;
}

const SPEAKS_FOR: readonly (readonly [RegExp, number])[] = [
  [/restor/i, 4],
  [/back-?up/i, 4],
  [/\bnsb\b/i, 4],
  [/config/i, 2],
  [/settings|archive|import/i, 1],
];
const SPEAKS_AGAINST: readonly (readonly [RegExp, number])[] = [
  [/licen[cs]|entitle/i, 20],
  [/certificat|pkcs|\bssl\b|\bpem\b/i, 20],
  [/logo|image|icon|banner|portrait/i, 20],
  [/vault|encryption key/i, 20],
  [/upgrade|firmware|patch|update package|software package/i, 20],
  [/\bcsv\b|user list|session policy/i, 10],
];
/** Fewer points, and it is no form that we would give a backup to. */
const ENOUGH = 4;
/** So much better than the next one it must be. */
const AHEAD = 2;

const points = (words: string): number => {
  const sum = (rows: typeof SPEAKS_FOR): number =>
    rows.reduce((total, [word, worth]) => total + (word.test(words) ? worth : 0), 0);
  return sum(SPEAKS_FOR) - sum(SPEAKS_AGAINST);
};

const inWords = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_.[\]/?=&-]+/g, ' ');

const fileFieldOf = (form: PageForm, hinted: string | undefined): NamedInput | undefined => {
  const files = inputsOf(form, 'file');
  if (hinted !== undefined) return files.find(({ name }) => name === hinted);
  return files.toSorted((one, other) => points(inWords(other.words)) - points(inWords(one.words)))[0];
};

const passwordFieldsOf = (form: PageForm, hinted: string | undefined): readonly string[] => {
  const names = inputsOf(form, 'password').filter(({ words }) => !/vault|encryption key/i.test(inWords(words)));
  if (hinted === undefined) return names.map(({ name }) => name);
  return form.inputs.some(({ name }) => name === hinted) ? [hinted] : [];
};

const scored = (form: PageForm, hints: LoginHints): RestoreForm | undefined => {
  const file = fileFieldOf(form, hints.fileField);
  if (!file || form.method !== 'POST') return undefined;
  const words = [
    form.heading,
    file.words,
    form.action ? `${form.action.pathname} ${form.action.search}` : '',
    ...form.buttons.map(({ text }) => text),
  ];
  const passwordFields = passwordFieldsOf(form, hints.passwordField);
  const asNamed = hints.fileField === undefined ? 0 : 100;
  const score = points(inWords(words.join(' '))) + (passwordFields.length > 0 ? 1 : 0) + asNamed;
  return { form, fileField: file.name, passwordFields, score };
};

export type FormSearch =
  | { readonly is: 'found'; readonly restore: RestoreForm }
  | { readonly is: 'alike'; readonly fields: readonly string[] }
  | { readonly is: 'none' };

/** The form of the page that takes a backup. */
export const restoreFormOf = (page: Page, hints: LoginHints): FormSearch => {
  const found = formsOf(page)
    .flatMap((form) => scored(form, hints) ?? [])
    .filter(({ score }) => score >= ENOUGH)
    .toSorted((one, other) => other.score - one.score);
  const [best, next] = found;
  if (!best) return { is: 'none' };
  if (next && best.score - next.score < AHEAD) return { is: 'alike', fields: [best.fileField, next.fileField] };
  return { is: 'found', restore: best };
};
