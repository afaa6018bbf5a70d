// Tokens for whoever asks a box every minute: a refused account is left alone until its secret has changed, or an hour has passed,
// since a box may lock an account that is tried again and again.
import type { Clock } from '../contract/clock.ts';
import { isNamed } from '../contract/named-error.ts';
import type { ApplianceCredentials } from './credentials.ts';
import type { TokenQuestion, Tokens } from './oauth.ts';

/** The box itself may have been mended meanwhile, without a change of the secret. */
const PATIENCE_MS = 60 * 60_000;

interface Refusal {
  /** The current version of the secret at that time: it was tried as well. */
  readonly versionId: string;
  readonly error: unknown;
  readonly untilMs: number;
}

export const patientTokens = (tokens: Tokens, credentials: ApplianceCredentials, clock: Clock): Tokens => {
  const refusals = new Map<string, Refusal>();
  const keyOf = ({ address, port, secretName, secretVersionId }: TokenQuestion): string =>
    [address, port, secretName, secretVersionId].join('|');
  return {
    token: async (question, signal, renew) => {
      const known = refusals.get(keyOf(question));
      if (known && clock.nowMs() < known.untilMs) {
        const { versionId } = await credentials.read(question.secretName, signal, true);
        if (versionId === known.versionId) throw known.error;
      }
      refusals.delete(keyOf(question));
      try {
        return await tokens.token(question, signal, renew);
      } catch (error) {
        if (isNamed(error, 'CredentialsRefused')) {
          const { versionId } = await credentials.read(question.secretName, signal);
          refusals.set(keyOf(question), { versionId, error, untilMs: clock.nowMs() + PATIENCE_MS });
        }
        throw error;
      }
    },
  };
};
