// Restores through the web interface of the appliance, as a person would: signs in at /login, finds the form that takes
// a backup, uploads the file, and reads the result page. The vendor has no API for it, so the code makes no fixed
// assumptions about the pages.
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type LoginFormSettings, managementOf } from '../../../contract/settings/pair-settings.ts';
import type { Platform } from '../../../net/platform.ts';
import { applianceCredentials } from '../../api/account/credentials.ts';
import type { RestoreMethod } from '../../appliance.ts';
import { applianceSession } from './appliance-session.ts';
import { readLoginAccount } from './sign-in/login-account.ts';
import { refuseKnown } from './sign-in/refuse-known.ts';
import { signIn } from './sign-in/sign-in.ts';
import { findRestoreForm } from './upload/find-restore-form.ts';
import { give, judged, settle } from './upload/give-backup.ts';
import { before } from './upload/restore-failures.ts';
import { cleanText, withoutSecrets } from './without-secrets.ts';

export interface LoginFormTools extends Pick<Platform, 'net' | 'clock' | 'random'> {
  readonly secrets: SecretsManagerClient;
}

/**
 * @throws LoginRefused, PasswordExpired, TwoFactorWanted, AgreementWanted, FormNotFound, RestoreRefused: nothing was
 * restored; FileRefused: nothing was restored, the file was not taken; RestoreUnproven: it may have been
 */
export const loginForm = (
  { secrets, net, clock, random }: LoginFormTools,
  settings: LoginFormSettings,
): RestoreMethod => {
  const credentials = applianceCredentials(secrets);
  return {
    restore: async (order, signal) => {
      const { appliance, tlsName } = order;
      const { address, port } = managementOf(appliance);
      const where = `${appliance.name} (${tlsName} at ${address}:${port})`;
      const secretName =
        order.accountsOf.restore.method === 'login-form' ? order.accountsOf.restore.secret : settings.secret;
      const account = await readLoginAccount(secrets, secretName, signal);
      const { hints } = settings;
      refuseKnown(account, secretName, where, { refused: order.refusedLogin, hints });
      const { name, versionId } = order.backupSecret;
      const { backupPassword } = await before(where, () => credentials.read(name, signal, true, versionId));
      const mine = [account.password, account.totpSeed, backupPassword];
      const session = applianceSession({ appliance, tlsName, net, clock, random, signal });
      try {
        const method = { session, account, secretName, hints, where, clock, signal };
        const inside = await before(where, () => signIn(method));
        const restore = await before(where, () => findRestoreForm(session, inside, hints, where));
        const page = await give({ session, restore, backupPassword, where, net, clock }, order, signal);
        const facts = { hints, backup: order.backup, before: restore.form.page };
        const { marker } = judged(await settle(session, page, facts, where), where);
        return { marker: cleanText(marker, mine) };
      } catch (error) {
        throw withoutSecrets(error, mine);
      }
    },
  };
};
