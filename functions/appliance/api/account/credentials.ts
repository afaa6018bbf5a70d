// Reads the account of an appliance from Secrets Manager and caches it while the function's machine lives. After a
// refusal it reads the account once more, because it may just have changed; the version id shows whether it did.
import {
  GetSecretValueCommand,
  type GetSecretValueResponse,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { parseJson } from '../../../contract/json/parse-json.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';

const Account = z.object({
  clientId: z.string().check(z.minLength(1)),
  clientSecret: z.string().check(z.minLength(1)),
  /** Protects the backup; operators need it to restore by hand. */
  backupPassword: z.optional(z.string().check(z.minLength(1))),
});

export interface ApplianceAccount extends z.infer<typeof Account> {
  /** Version of the secret, to which tokens belong. */
  readonly versionId: string;
}

export interface ApplianceCredentials {
  /**
   * The current version, or the one named by `versionId` as long as it exists.
   * @param fresh true to bypass the cache. @throws SecretUnreadable
   */
  read(secretName: string, signal: AbortSignal, fresh?: boolean, versionId?: string): Promise<ApplianceAccount>;
}

const unreadable = (secretName: string, why: string, cause?: unknown): Failure =>
  failure(
    'SecretUnreadable',
    `secret ${secretName} ${why}`,
    `Store the API account as JSON {"clientId", "clientSecret", "backupPassword"?} in secret ${secretName}, and allow this function's role to read it.`,
    cause,
  );

export const applianceCredentials = (secrets: SecretsManagerClient): ApplianceCredentials => {
  const known = new Map<string, ApplianceAccount>();
  const ask = async (
    SecretId: string,
    VersionId: string | undefined,
    abortSignal: AbortSignal,
  ): Promise<GetSecretValueResponse> => {
    try {
      return await secrets.send(new GetSecretValueCommand({ SecretId, VersionId }), { abortSignal });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      // Secrets Manager eventually deletes versions without a label.
      if (VersionId !== undefined && name === 'ResourceNotFoundException') return ask(SecretId, undefined, abortSignal);
      throw unreadable(SecretId, `cannot be read (${name})`, error);
    }
  };
  return {
    read: async (secretName, signal, fresh = false, versionId) => {
      const key = `${secretName}|${versionId ?? ''}`;
      const kept = known.get(key);
      if (kept && !fresh) return kept;
      const answer = await ask(secretName, versionId, signal);
      const account = parseJson(Account, answer.SecretString).value;
      if (!account) throw unreadable(secretName, 'does not hold an API account');
      const read = { ...account, versionId: answer.VersionId ?? '' };
      known.set(key, read);
      return read;
    },
  };
};
