// Finds the form that takes a backup, starting at the first page inside. Follows the most promising links first, opens
// few pages, and never a page that could change something when opened.

import type { LoginHints } from '../../../../contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../../../domain/failure/failure.ts';
import type { ApplianceSession } from '../appliance-session.ts';
import { linksOf, type Page, type PageLink } from '../page/page.ts';
import { anyOf, type WordList } from '../page/word-list.ts';
import { ACTS, BACKUP_WORDS, RESTORE_WORDS, SIGN_OUT_WORDS } from '../page/words.ts';
import { type RestoreForm, restoreFormOf } from './restore-form.ts';

const MOST_PAGES = 15;

const PROMISES: readonly (readonly [WordList, number])[] = [
  [RESTORE_WORDS, 5],
  [BACKUP_WORDS, 5],
  [anyOf('software'), 4],
  [anyOf('config|konfig|einstellung|設定|配置|설정'), 3],
  [anyOf('mainten|wartung|manten|manuten|обслуж|メンテ|维护'), 3],
  [anyOf('manage|mgmt|admin|system|import|appliance|settings|console|verwalt|gestion|amministr|управл|管理|관리'), 2],
];

/** A longer link may hide something. */
const MOST_WORDS = 600;

const promise = ({ text, url }: PageLink): number => {
  const words = `${text} ${url.pathname} ${url.search}`;
  if (words.length > MOST_WORDS) return 0;
  return ACTS.test(words) || SIGN_OUT_WORDS.test(words)
    ? 0
    : PROMISES.reduce((sum, [word, worth]) => sum + (word.test(words) ? worth : 0), 0);
};

const notFound = (where: string, message: string): Failure =>
  failure(
    'FormNotFound',
    `${where}: ${message}`,
    'Nothing was uploaded. Find the page by hand and set restore.hints.uploadPath, and fileField if the page has several uploads. Check that the account has permission to restore.',
  );

const onPage = (page: Page, hints: LoginHints, where: string): RestoreForm | undefined => {
  const search = restoreFormOf(page, hints);
  if (search.is === 'alike')
    throw notFound(
      where,
      `${page.url.pathname} has several forms that may take a backup, with the file fields ${search.fields.join(' and ')}`,
    );
  return search.is === 'found' ? search.restore : undefined;
};

interface Promising {
  readonly url: URL;
  readonly worth: number;
}

/** @throws FormNotFound, CallFailure */
export const findRestoreForm = async (
  session: ApplianceSession,
  inside: Page,
  hints: LoginHints,
  where: string,
): Promise<RestoreForm> => {
  if (hints.uploadPath !== undefined) {
    const page = await session.open(hints.uploadPath);
    const found = onPage(page, hints, where);
    if (found) return found;
    const drawn = page.isDrawnByScript ? ': the page needs JavaScript' : '';
    throw notFound(where, `${hints.uploadPath} has no form that takes a backup${drawn}`);
  }
  const seen = new Set<string>();
  const waiting = new Map<string, Promising>();
  const drawnByScript: string[] = [];
  let page: Page | undefined = inside;
  for (let opened = 0; page && opened < MOST_PAGES; opened += 1) {
    seen.add(page.url.href);
    if (page.isDrawnByScript) drawnByScript.push(page.url.pathname);
    const found = onPage(page, hints, where);
    if (found) return found;
    for (const link of linksOf(page)) {
      link.url.hash = '';
      if (!session.isHere(link.url) || seen.has(link.url.href) || waiting.has(link.url.href)) continue;
      const worth = promise(link);
      if (worth > 0) waiting.set(link.url.href, { url: link.url, worth });
    }
    const [next] = [...waiting.values()].toSorted((one, other) => other.worth - one.worth);
    if (next) waiting.delete(next.url.href);
    page = next && (await session.open(next.url));
  }
  const drawn = drawnByScript.length === 0 ? '' : `; of these, ${drawnByScript.join(', ')} need JavaScript`;
  throw notFound(where, `none of the ${seen.size} opened pages has a form that takes a backup${drawn}`);
};
