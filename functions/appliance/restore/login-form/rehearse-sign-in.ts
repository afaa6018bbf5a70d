// Walks the way of a restore while all is well: signs in at /login, finds the form that takes a backup, and signs out
// again. It uploads nothing and changes nothing.
import { type LoginFormSettings, managementOf } from '../../../contract/settings/pair-settings.ts';
import type { SignInRehearsal } from '../sign-in-rehearsal.ts';
import { applianceSession } from './appliance-session.ts';
import type { LoginFormTools } from './login-form.ts';
import { readLoginAccount } from './sign-in/login-account.ts';
import { refuseKnown } from './sign-in/refuse-known.ts';
import { signIn } from './sign-in/sign-in.ts';
import { signOut } from './sign-in/sign-out.ts';
import { findRestoreForm } from './upload/find-restore-form.ts';
import { before } from './upload/restore-failures.ts';
import { cleanText, withoutSecrets } from './without-secrets.ts';

export const rehearseSignIn = (
  { secrets, net, clock, random }: LoginFormTools,
  settings: LoginFormSettings,
): SignInRehearsal => ({
  rehearse: async ({ appliance, tlsName, accountsOf, refusedLogin, isDone }, signal) => {
    const { address, port } = managementOf(appliance);
    const where = `${appliance.name} (${tlsName} at ${address}:${port})`;
    const secretName = accountsOf.restore.method === 'login-form' ? accountsOf.restore.secret : settings.secret;
    const account = await readLoginAccount(secrets, secretName, signal);
    if (isDone(account.versionId)) return undefined;
    const { hints } = settings;
    refuseKnown(account, secretName, where, { refused: refusedLogin, hints });
    const mine = [account.password, account.totpSeed];
    const session = applianceSession({ appliance, tlsName, net, clock, random, signal });
    try {
      const inside = await before(where, () => signIn({ session, account, secretName, hints, where, clock, signal }));
      const [found] = await Promise.allSettled([before(where, () => findRestoreForm(session, inside, hints, where))]);
      const page = found.status === 'fulfilled' ? found.value.form.page : inside;
      const signedOut = await signOut(session, page);
      if (found.status === 'rejected') throw found.reason;
      return { form: cleanText(page.url.pathname, mine), signedOut };
    } catch (error) {
      throw withoutSecrets(error, mine);
    }
  },
});
