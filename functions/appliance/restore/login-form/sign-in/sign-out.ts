// Signs out as a person would: by the link or the button that says so. It clicks nothing else.
import type { ApplianceSession } from '../appliance-session.ts';
import { isSignOut, linksOf, type Page } from '../page/page.ts';
import { formsOf } from '../page/page-form.ts';
import { SIGN_OUT_WORDS } from '../page/words.ts';

/** @returns false where the page offers no way out, or it failed: the appliance ends the session by itself. */
export const signOut = async (session: ApplianceSession, page: Page): Promise<boolean> => {
  const link = linksOf(page).find((one) => isSignOut(one) && session.isHere(one.url));
  const [filled] = formsOf(page).flatMap((form) => {
    const button = form.buttons.find(({ label }) => SIGN_OUT_WORDS.test(label));
    return button ? [{ form, filling: new Map(), button }] : [];
  });
  const leaving = link ? session.open(link.url) : filled && session.submit(filled);
  if (!leaving) return false;
  const [left] = await Promise.allSettled([leaving]);
  return left.status === 'fulfilled';
};
