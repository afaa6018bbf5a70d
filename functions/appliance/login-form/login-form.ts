// Restores through the web interface of the box, as a person would: signs in at /login, finds the form that takes a backup, gives
// it the file, and reads what the page says. The vendor has no interface for it, so nothing about the pages is taken for granted.
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../contract/clock.ts';
import { LoginRefusedError } from '../../contract/login-refused.ts';
import { isNamed, NamedError } from '../../contract/named-error.ts';
import { type LoginFormSettings, managementOf } from '../../contract/pair-settings.ts';
import type { RefusedLogin } from '../../domain/pair-record.ts';
import { CallFailure } from '../../net/call-failure.ts';
import { callStreamed } from '../../net/https-call.ts';
import type { RestoreOrder, RestoreWay } from '../appliance.ts';
import { applianceCredentials } from '../credentials.ts';
import { type BoxSession, boxSession } from './box-session.ts';
import { findRestoreForm } from './find-restore-form.ts';
import { type LoginAccount, readLoginAccount } from './login-account.ts';
import type { Page } from './page.ts';
import { filled } from './page-form.ts';
import type { RestoreForm } from './restore-form.ts';
import { signIn } from './sign-in.ts';
import { type UploadAnswer, uploadAnswerOf } from './upload-answer.ts';
import { uploadBody } from './upload-body.ts';
import { buttonOnward } from './which-button.ts';
import { withheldEnd } from './withheld-end.ts';

export interface LoginFormTools {
  readonly secrets: SecretsManagerClient;
  readonly clock: Clock;
}

const MOST_QUESTIONS = 2;

const nothingHappened = (message: string, cause?: unknown): NamedError =>
  new NamedError(
    'RestoreRefused',
    message,
    'Nothing was restored. Look at the web interface of the box by hand, then start again.',
    cause,
  );

const unproven = (where: string, message: string, cause?: unknown): NamedError =>
  new NamedError('RestoreUnproven', `${where}: ${message}`, 'Look at the box whether the restore happened.', cause);

/** Runs what gives nothing to the box yet: a call without an answer then means that nothing happened. */
const before = async <T>(where: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isNamed(error, 'SecretUnreadable')) throw nothingHappened(error.message, error);
    throw error instanceof CallFailure
      ? nothingHappened(`${where} does not answer on the way to its upload form: ${error.message}`, error)
      : error;
  }
};

/** The bytes of the backup by its URL, which is a bearer's right and stands in no message. */
const openBackup = async ({ backup, backupUrl }: RestoreOrder, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
  const { protocol, hostname, port, pathname, search } = new URL(backupUrl);
  const plain = protocol === 'http:';
  const answer = await callStreamed({
    address: hostname,
    port: Number(port || (plain ? 80 : 443)),
    ...(plain ? { plain } : { tlsName: hostname }),
    path: `${pathname}${search}`,
    signal,
  });
  if (answer.status === 200) return answer.body;
  answer.close();
  throw nothingHappened(`the vault answers HTTP ${answer.status} for ${backup.backupId}`);
};

interface Giving {
  readonly session: BoxSession;
  readonly restore: RestoreForm;
  readonly backupPassword: string | undefined;
  readonly where: string;
}

/** Gives the file to the form. @throws FileRefused, RestoreRefused, RestoreUnproven */
const give = async (
  { session, restore, backupPassword, where }: Giving,
  order: RestoreOrder,
  signal: AbortSignal,
): Promise<Page> => {
  const { backup } = order;
  const { form, fileField, passwordFields } = restore;
  const passwords = backupPassword === undefined ? [] : passwordFields.map((name) => ({ name, value: backupPassword }));
  const button = buttonOnward(form, /restor|upload|import|appl|send|submit/i);
  const fields = filled(form.fields, [session.tokenField(form.page), ...passwords, button?.field]);
  const file = withheldEnd(await before(where, () => openBackup(order, signal)), backup);
  const upload = uploadBody(fields, {
    field: fileField,
    fileName: `${backup.backupId}.nsb`,
    length: backup.bytes,
    bytes: file.bytes,
  });
  try {
    return await session.upload(form, upload);
  } catch (error) {
    if (file.failure) throw file.failure;
    if (!file.complete && !(error instanceof NamedError))
      throw nothingHappened(`${where}: the upload of ${backup.backupId} broke off before its end`, error);
    if (error instanceof NamedError && !file.complete) throw error;
    throw unproven(where, `the answer to the upload of ${backup.backupId} was lost`, error);
  }
};

/** Answers the questions that the box may have before it restores. */
const settle = async (session: BoxSession, page: Page, settings: LoginFormSettings, where: string): Promise<UploadAnswer> => {
  let answer = uploadAnswerOf(page, settings.hints);
  for (let asked = 0; answer.is === 'question' && asked < MOST_QUESTIONS; asked += 1) {
    const { form, button } = answer;
    const next = await session.submit(form, filled(form.fields, [button.field])).catch((error: unknown) => {
      throw unproven(where, 'the answer to the confirmation of the restore was lost', error);
    });
    answer = uploadAnswerOf(next, settings.hints);
  }
  return answer;
};

const judged = (answer: UploadAnswer, where: string): { readonly marker: string } => {
  switch (answer.is) {
    case 'success':
      return { marker: answer.marker };
    case 'file-refused':
      throw new NamedError(
        'FileRefused',
        `${where} does not take the file: ${answer.says}`,
        'The next older backup may be tried.',
      );
    case 'refused':
      throw nothingHappened(`${where} did not take the upload: ${answer.says}`);
    case 'question':
      throw unproven(where, 'the box keeps asking whether to restore');
    case 'unclear':
      throw unproven(where, answer.says);
  }
};

/** What was refused once is not tried again: the next try may be the one that locks the account. */
const refuseKnown = ({ versionId }: LoginAccount, secret: string, where: string, refused: RefusedLogin | undefined): void => {
  if (refused?.secret !== secret || refused.versionId !== versionId) return;
  throw new LoginRefusedError(
    `${where}: the password in secret ${secret} was refused before, and is the same still; nothing was tried`,
    `Store the account for /login in secret ${secret} anew, also where only the lock at the box was lifted; then start again.`,
    refused,
  );
};

/** What a page says may quote what it was given. */
const withoutSecrets = (error: unknown, secrets: readonly (string | undefined)[]): unknown => {
  if (!(error instanceof NamedError)) return error;
  const message = secrets.reduce<string>((text, secret) => (secret ? text.replaceAll(secret, '(secret)') : text), error.message);
  if (error instanceof LoginRefusedError) return new LoginRefusedError(message, error.hint, error.refused);
  return new NamedError(error.name, message, error.hint, error.cause);
};

/**
 * @throws LoginRefused, PasswordExpired, TwoFactorWanted, AgreementWanted, FormNotFound, RestoreRefused: nothing was restored;
 * FileRefused: nothing was restored, the file was not taken; RestoreUnproven: it may have been
 */
export const loginForm = ({ secrets, clock }: LoginFormTools, settings: LoginFormSettings): RestoreWay => {
  const credentials = applianceCredentials(secrets);
  return {
    restore: async (order, signal) => {
      const { appliance, tlsName } = order;
      const { address, port } = managementOf(appliance);
      const where = `${appliance.name} (${tlsName} at ${address}:${port})`;
      const secretName = order.accountsOf.restore.way === 'login-form' ? order.accountsOf.restore.secret : settings.secret;
      const account = await readLoginAccount(secrets, secretName, signal);
      refuseKnown(account, secretName, where, order.refusedLogin);
      const { name, versionId } = order.backupSecret;
      const { backupPassword } = await before(where, () => credentials.read(name, signal, true, versionId));
      const nowMs = () => clock.nowMs();
      const session = boxSession({ appliance, tlsName, nowMs, signal });
      const { hints } = settings;
      try {
        const inside = await before(where, () => signIn({ session, account, secretName, hints, where, nowMs }));
        const restore = await before(where, () => findRestoreForm(session, inside, hints, where));
        const page = await give({ session, restore, backupPassword, where }, order, signal);
        const { marker } = judged(await settle(session, page, settings, where), where);
        return { marker: backupPassword ? marker.replaceAll(backupPassword, '(secret)') : marker };
      } catch (error) {
        throw withoutSecrets(error, [account.password, account.totpSeed, backupPassword]);
      }
    },
  };
};
