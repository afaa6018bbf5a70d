// Which form of a page takes a backup to restore, judged by its heading, labels, buttons, fields and action. Ignores
// prose, and never chooses a form for licences or certificates, however often it mentions backups.
import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';
import type { Page } from '../page/page.ts';
import { type Control, formsOf, inputsOf, type PageForm } from '../page/page-form.ts';
import { actionOf, methodOf } from '../page/submission.ts';
import { anyOf, type WordList } from '../page/word-list.ts';
import { BACKUP_WORDS, RESTORE_WORDS, UPLOAD_WORDS } from '../page/words.ts';
import { buttonSaying, forwardButton } from '../sign-in/choose-button.ts';

export interface RestoreForm {
  readonly form: PageForm;
  readonly file: Control;
  /** The fields for the password of the backup. */
  readonly passwords: readonly Control[];
  readonly button: Control | undefined;
  readonly score: number;
}

const SPEAKS_FOR: readonly (readonly [WordList, number])[] = [
  [RESTORE_WORDS, 4],
  [BACKUP_WORDS, 4],
  [anyOf(' nsb '), 4],
  [anyOf('config|konfig|einstellung|設定|配置|설정'), 2],
  [anyOf('settings|archive|import'), 1],
];
const SPEAKS_AGAINST: readonly (readonly [WordList, number])[] = [
  [anyOf('licenc|licens|entitle|lizenz|licencia|licenza|лиценз|ライセンス|许可证|라이선스'), 20],
  [anyOf('certificat|zertifikat|certificad|сертификат|証明書|证书|인증서|pkcs| ssl | pem '), 20],
  [anyOf('logo|image|icon|banner|portrait'), 20],
  [anyOf('vault|encryption key'), 20],
  [anyOf('upgrade|firmware|patch|update package|software package'), 20],
  [anyOf(' csv |user list|session policy'), 10],
];
/** The fewest points for a form to be chosen. */
const ENOUGH = 4;
/** The smallest lead over the next best form. */
const AHEAD = 2;
const MOST_WORDS = 300;

const points = (words: string): number => {
  const sum = (rows: typeof SPEAKS_FOR): number =>
    rows.reduce((total, [word, worth]) => total + (word.test(words) ? worth : 0), 0);
  return sum(SPEAKS_FOR) - sum(SPEAKS_AGAINST);
};

const inWords = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_.[\]/?=&-]+/g, ' ');

const fileOf = (form: PageForm, hinted: string | undefined): Control | undefined => {
  // A file input is often hidden behind a styled button.
  const files = form.controls.filter(({ type, name }) => type === 'file' && name !== '');
  if (hinted !== undefined) return files.find(({ name }) => name === hinted);
  return files.toSorted((one, other) => points(inWords(other.words)) - points(inWords(one.words)))[0];
};

const passwordsOf = (form: PageForm, hinted: string | undefined): readonly Control[] =>
  hinted === undefined
    ? inputsOf(form, 'password').filter(({ words }) => !/vault|encryption key/i.test(inWords(words)))
    : form.controls.filter(({ name }) => name === hinted);

const scored = (form: PageForm, hints: LoginHints): RestoreForm | undefined => {
  const file = fileOf(form, hints.fileField);
  const button = buttonSaying(form, RESTORE_WORDS) ?? forwardButton(form, UPLOAD_WORDS);
  if (!file || methodOf(form, button) !== 'POST') return undefined;
  const action = actionOf(form, button);
  const words = [
    form.heading,
    file.words,
    action ? `${action.pathname} ${action.search}` : '',
    ...form.buttons.map(({ label, value }) => `${label} ${value}`.slice(0, MOST_WORDS)),
  ];
  const passwords = passwordsOf(form, hints.passwordField);
  const asNamed = hints.fileField === undefined ? 0 : 100;
  const score = points(inWords(words.join(' '))) + (passwords.length > 0 ? 1 : 0) + asNamed;
  return { form, file, passwords, button, score };
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
  if (next && best.score - next.score < AHEAD) return { is: 'alike', fields: [best.file.name, next.file.name] };
  return { is: 'found', restore: best };
};
