// What a page announces, as against what it always says: recognized by role and class, in whatever language, and by
// whether it is news.
import { type Page, tidy } from './page.ts';
import { foundUnder, namedUnder } from './page-tree.ts';

export interface Notice {
  readonly text: string;
  /** As its class has it, or its role where it has no such class. */
  readonly tone: 'bad' | 'good' | 'alert' | 'status' | 'plain';
}

const SAID_LIMIT = 300;
const MOST_NOTICES = 200;
const MOST_INNER = 20;
const CANDIDATES = [
  '[role="alert"], [role="alertdialog"], [role="status"], [aria-live], output',
  ...[
    'error',
    'danger',
    'invalid',
    'fail',
    'success',
    'confirm',
    'notice',
    'notif',
    'message',
    'msg',
    'flash',
    'toast',
    'alert',
    'info',
    'warn',
  ].map((part) => `[class*="${part}" i]`),
].join(', ');
const BAD = /error|danger|invalid|fail/i;
const GOOD = /success|(?:^|[-_ ])(?:ok|okay|good|positive|confirm(?:ed|ation)?)(?:$|[-_ ])/i;
const MILD = /info|warn|notice/i;

const toneOf = (own: string, inner: string, role: string): Notice['tone'] => {
  if (BAD.test(own) && !GOOD.test(own)) return 'bad';
  if (GOOD.test(own)) return 'good';
  if (BAD.test(inner)) return 'bad';
  if (GOOD.test(inner)) return 'good';
  if (/^alert/.test(role) && !MILD.test(own)) return 'alert';
  return role === 'status' ? 'status' : 'plain';
};

const noticesIn = ({ $ }: Page): readonly Notice[] =>
  $(CANDIDATES)
    .not('form, html, body, input, select, textarea, button, a, label')
    .slice(0, MOST_NOTICES)
    .toArray()
    .flatMap((element) => {
      const one = $(element);
      const text = tidy(one.text()).slice(0, SAID_LIMIT);
      if (text === '' || one.closest('[hidden]').length > 0 || namedUnder(element, 'form', 1).length > 0) return [];
      const inner = foundUnder(element, MOST_INNER, (child) => $(child).attr('class'));
      return [{ text, tone: toneOf(one.attr('class') ?? '', inner.join(' '), (one.attr('role') ?? '').toLowerCase()) }];
    });

const known = new WeakMap<Page, readonly Notice[]>();

/** In their order. @param before the page before this one: what stood there already is no news. */
export const noticesOf = (page: Page, before?: Page): readonly Notice[] => {
  const all = known.get(page) ?? noticesIn(page);
  known.set(page, all);
  const old = new Set(before ? noticesOf(before).map(({ text }) => text) : []);
  return all.filter(({ text }) => !old.has(text));
};

/** What the page complains about, in its own words; undefined where it does not. */
export const complaintOf = (page: Page, before?: Page): string | undefined => {
  const notices = noticesOf(page, before);
  return (notices.find(({ tone }) => tone === 'bad') ?? notices.find(({ tone }) => tone === 'alert'))?.text;
};
