// Finds the way from the first page inside to the form that takes a backup: follows the most promising links first, opens few
// pages, and none that could do something by being opened.
import { NamedError } from '../../contract/named-error.ts';
import type { LoginHints } from '../../contract/pair-settings.ts';
import type { BoxSession } from './box-session.ts';
import { linksOf, type Page, type PageLink } from './page.ts';
import { type RestoreForm, restoreFormOf } from './restore-form.ts';

const MOST_PAGES = 15;

/** A page that only shows something is opened by none of these. */
const ACTS =
  /(log|sign)[ _-]?(out|off|end)|delet|remov|reset|reboot|restart|shut ?down|power|download|export|disable|enable|revoke|bye|clear|purge|logout/i;
const PROMISES: readonly (readonly [RegExp, number])[] = [
  [/restor/i, 5],
  [/back-?up/i, 5],
  [/software/i, 4],
  [/config/i, 3],
  [/mainten/i, 3],
  [/manage|mgmt|admin|system|import|appliance|settings|console/i, 2],
];

const promise = ({ text, url }: PageLink): number => {
  const words = `${text} ${url.pathname} ${url.search}`;
  return ACTS.test(words) ? 0 : PROMISES.reduce((sum, [word, worth]) => sum + (word.test(words) ? worth : 0), 0);
};

const notFound = (where: string, message: string): NamedError =>
  new NamedError(
    'FormNotFound',
    `${where}: ${message}`,
    'Nothing was uploaded. Find the page by hand and set restore.hints.uploadPath, and fileField where it has several uploads; see that the account may restore.',
  );

const onPage = (page: Page, hints: LoginHints, where: string): RestoreForm | undefined => {
  const search = restoreFormOf(page, hints);
  if (search.is === 'alike')
    throw notFound(where, `${page.url.pathname} has forms that look alike, with the files ${search.fields.join(' and ')}`);
  return search.is === 'found' ? search.restore : undefined;
};

/** @throws FormNotFound, CallFailure */
export const findRestoreForm = async (
  session: BoxSession,
  inside: Page,
  hints: LoginHints,
  where: string,
): Promise<RestoreForm> => {
  if (hints.uploadPath !== undefined) {
    const found = onPage(await session.open(hints.uploadPath), hints, where);
    if (found) return found;
    throw notFound(where, `${hints.uploadPath} has no form that takes a backup`);
  }
  const seen = new Set<string>();
  const waiting = new Map<string, PageLink>();
  let page: Page | undefined = inside;
  for (let opened = 0; page && opened < MOST_PAGES; opened += 1) {
    seen.add(page.url.href);
    const found = onPage(page, hints, where);
    if (found) return found;
    for (const link of linksOf(page)) {
      link.url.hash = '';
      if (session.isHere(link.url) && !seen.has(link.url.href) && promise(link) > 0) waiting.set(link.url.href, link);
    }
    const [next] = [...waiting.values()].toSorted((one, other) => promise(other) - promise(one));
    if (next) waiting.delete(next.url.href);
    page = next && (await session.open(next.url));
  }
  throw notFound(where, `none of the ${seen.size} pages that were opened has a form that takes a backup`);
};
