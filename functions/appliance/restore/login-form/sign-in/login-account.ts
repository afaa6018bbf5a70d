// Reads the account for /login. It has its own Secrets Manager secret, so that only the function that restores can read
// it. Not cached: restores are rare, and a stale password would waste an attempt.
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { jsonOf } from '../../../../contract/json/parse-json.ts';
import { type Failure, failure } from '../../../../domain/failure/failure.ts';
import { isTotpSeed } from './totp.ts';

const Account = z.object({
  user: z.string().check(z.minLength(1)),
  password: z.string().check(z.minLength(1)),
  /** Base32 seed of the account's authenticator. */
  totpSeed: z.optional(z.string().check(z.refine(isTotpSeed))),
});

export interface LoginAccount extends z.infer<typeof Account> {
  /** Of the secret; empty if unknown. */
  readonly versionId: string;
}

const unreadable = (secretName: string, why: string, cause?: unknown): Failure =>
  failure(
    'RestoreRefused',
    `secret ${secretName} ${why}; Twinbox did not try to sign in`,
    `Store the account for /login as JSON {"user", "password", "totpSeed"?} in secret ${secretName}, and let UploadBackup's role read it.`,
    cause,
  );

/** @throws RestoreRefused if the account cannot be read: then nothing was tried */
export const readLoginAccount = async (
  secrets: SecretsManagerClient,
  secretName: string,
  signal: AbortSignal,
): Promise<LoginAccount> => {
  const answer = await secrets
    .send(new GetSecretValueCommand({ SecretId: secretName }), { abortSignal: signal })
    .catch((error: unknown) => {
      throw unreadable(secretName, `cannot be read (${error instanceof Error ? error.name : 'unknown'})`, error);
    });
  const account = Account.safeParse(jsonOf(answer.SecretString ?? ''));
  if (!account.success) throw unreadable(secretName, 'does not hold an account for /login');
  return { ...account.data, versionId: answer.VersionId ?? '' };
};
