// Signs in at an appliance, page by page. Sends a password only once, because accounts lock after repeated refusals.
// Accepts no agreement in the owner's name unless the settings allow it.
import { failure } from '../../../../domain/failure/failure.ts';
import { type Page, refreshOf } from '../page/page.ts';
import { answerTo } from './sign-in-answer.ts';
import { type SignInPage, signInPageOf } from './sign-in-page.ts';
import { stopOf } from './sign-in-stop.ts';
import type { SignInTools } from './sign-in-tools.ts';
import { nextCodeMs } from './totp.ts';

const MOST_PAGES = 12;
/** The longest single sleep. */
const LONGEST_SLEEP_MS = 10_000;

/** A code is accepted only once (RFC 6238, section 5.2): after using one, wait for the next. */
const awaitNextCode = async ({ clock, signal }: SignInTools): Promise<void> => {
  const untilMs = nextCodeMs(clock.nowMs());
  while (clock.nowMs() < untilMs && !signal.aborted) {
    const waitMs = Math.max(0, Math.min(untilMs - clock.nowMs(), LONGEST_SLEEP_MS));
    // If the time runs out during the wait, the next request reports it.
    await Promise.allSettled([clock.sleep(waitMs, signal)]);
  }
};

/** Where a page without a form leads, by a refresh or by a link; undefined if it leads nowhere. */
const forwardFrom = (
  page: Page,
  asked: Extract<SignInPage, { is: 'other-method' }>,
  done: ReadonlySet<string>,
): URL | undefined => refreshOf(page) ?? (done.has('password') ? undefined : asked.link?.url);

/**
 * Signs in.
 * @returns the first page inside.
 * @throws LoginRefused, PasswordExpired, TwoFactorWanted, AgreementWanted, FormNotFound, RestoreRefused, CallFailure
 */
export const signIn = async (tools: SignInTools): Promise<Page> => {
  const { session, hints, where } = tools;
  const done = new Set<string>();
  let page = await session.open(hints.loginPath ?? '/login');
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const asked = signInPageOf(page, { done, userField: hints.userField });
    const stop = stopOf(tools, page, asked, done);
    if (stop) throw stop;
    if (asked.is === 'inside') return page;
    if (asked.is === 'other-method') {
      const forward = forwardFrom(page, asked, done);
      // After the password, a page that asks for nothing is the first one inside.
      if (!forward) return page;
      page = await session.open(forward);
    } else if (asked.is !== 'new-password' && asked.is !== 'alike') {
      if (asked.is === 'code' && done.has('code')) {
        done.add('second code');
        await awaitNextCode(tools);
      }
      const filled = answerTo(tools, asked);
      done.add(asked.is === 'agreement' ? `agreement ${page.url.pathname}` : asked.is);
      if (asked.is === 'password' && asked.code) done.add('code');
      page = await session.submit(filled);
    }
  }
  throw failure(
    'FormNotFound',
    `${where}: still not signed in after ${MOST_PAGES} pages`,
    'Sign in by hand to see what the appliance asks for, then set restore.hints.loginPath.',
  );
};
