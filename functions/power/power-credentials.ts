// Reads the account of a power controller. It has its own Secrets Manager secret, so that only the functions that need
// power can read it. Not cached: fencing is rare, and a stale password would be tried twice.
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { parseJson } from '../contract/json/parse-json.ts';
import { failure } from '../domain/failure/failure.ts';

const Account = z.object({ user: z.string().check(z.minLength(1)), password: z.string().check(z.minLength(1)) });

export interface PowerAccount extends z.infer<typeof Account> {
  /** Version of the secret. */
  readonly versionId?: string;
}

/**
 * Answers of Secrets Manager that no later attempt changes. All others (throttling, timeouts, service faults) are
 * transient.
 */
const FINAL = ['ResourceNotFoundException', 'AccessDeniedException', 'DecryptionFailure', 'InvalidRequestException'];

/**
 * @throws PowerRefused if the secret cannot be read until somebody changes it, PowerUnreachable if a later attempt may
 * succeed.
 */
export type PowerCredentials = (secretName: string, signal: AbortSignal) => Promise<PowerAccount>;

export const powerCredentials =
  (secrets: SecretsManagerClient): PowerCredentials =>
  async (secretName, signal) => {
    const answer = await secrets
      .send(new GetSecretValueCommand({ SecretId: secretName }), { abortSignal: signal })
      .catch((error: unknown) => {
        const final = error instanceof Error && FINAL.includes(error.name);
        throw failure(
          final ? 'PowerRefused' : 'PowerUnreachable',
          `secret ${secretName} cannot be read (${error instanceof Error ? error.name : 'unknown'})`,
          `Check that secret ${secretName} exists and that Fence's role may read it.`,
          error,
        );
      });
    const account = parseJson(Account, answer.SecretString).value;
    const { VersionId } = answer;
    if (account) return { ...account, ...(VersionId !== undefined && { versionId: VersionId }) };
    throw failure(
      'PowerRefused',
      `secret ${secretName} does not hold {"user", "password"}`,
      `Store the controller's account as JSON {"user": ..., "password": ...} in secret ${secretName}.`,
    );
  };
