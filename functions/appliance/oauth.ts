// Tokens of the appliance's API: OAuth client credentials, kept per box, account and secret version until a minute before
// their end. A box that has been restored forgets them, so whoever meets a dead one asks once for another.
import * as z from 'zod/mini';
import type { Clock } from '../contract/clock.ts';
import { NamedError } from '../contract/named-error.ts';
import { callText } from '../net/https-call.ts';
import type { ApplianceAccount, ApplianceCredentials } from './credentials.ts';
import { parseJson } from './json-text.ts';

const Token = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number() });

/** A token is not used in its last minute: the call it is for must end before it does. */
const LAST_MINUTE_MS = 60_000;

/** The box, and whose account is used there. */
export interface TokenQuestion {
  readonly address: string;
  readonly port: number;
  readonly tlsName: string;
  readonly ca?: string | undefined;
  readonly secretName: string;
}

export interface Tokens {
  /**
   * A token; with `renew` a new one even where one is kept.
   * @throws CredentialsRefused, ApplianceThrottled, ApplianceGarbled, SecretUnreadable, CallFailure
   */
  token(question: TokenQuestion, signal: AbortSignal, renew?: boolean): Promise<string>;
}

type Grant =
  | { readonly is: 'granted'; readonly token: string; readonly lifeSeconds: number }
  | { readonly is: 'refused'; readonly status: number };

const ask = async (question: TokenQuestion, account: ApplianceAccount, signal: AbortSignal): Promise<Grant> => {
  const { address, port, tlsName, ca } = question;
  const basic = Buffer.from(`${account.clientId}:${account.clientSecret}`).toString('base64');
  const answer = await callText({
    address,
    port,
    tlsName,
    ca,
    method: 'POST',
    path: '/oauth2/token',
    headers: {
      authorization: `Basic ${basic}`,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    signal,
  });
  const token = Token.safeParse(parseJson(answer.text));
  if (answer.status === 200 && token.success) {
    return { is: 'granted', token: token.data.access_token, lifeSeconds: token.data.expires_in };
  }
  if ([400, 401, 403].includes(answer.status)) return { is: 'refused', status: answer.status };
  const name = answer.status === 429 ? 'ApplianceThrottled' : 'ApplianceGarbled';
  throw new NamedError(
    name,
    `${tlsName} at ${address}:${port} answered HTTP ${answer.status} to the request for a token`,
    'Ask the box by hand; if it answers as documented, look at what stands between.',
  );
};

export const oauthTokens = (credentials: ApplianceCredentials, clock: Clock): Tokens => {
  const kept = new Map<string, { readonly token: string; readonly untilMs: number }>();
  const keyOf = ({ address, port, secretName }: TokenQuestion, { versionId }: ApplianceAccount): string =>
    [address, port, secretName, versionId].join('|');

  return {
    token: async (question, signal, renew = false) => {
      let account = await credentials.read(question.secretName, signal);
      const known = kept.get(keyOf(question, account));
      if (known && !renew && known.untilMs > clock.nowMs()) return known.token;
      kept.delete(keyOf(question, account));
      let grant = await ask(question, account, signal);
      if (grant.is === 'refused') {
        const again = await credentials.read(question.secretName, signal, true);
        // The same password is never tried twice: accounts lock.
        if (again.versionId !== account.versionId) {
          account = again;
          grant = await ask(question, account, signal);
        }
      }
      if (grant.is === 'refused') {
        throw new NamedError(
          'CredentialsRefused',
          `${question.tlsName} at ${question.address}:${question.port} refuses the API account of secret ${question.secretName} (HTTP ${grant.status})`,
          'Compare the secret with the API account at the box: enabled, same secret, our addresses on its allow-list.',
        );
      }
      kept.set(keyOf(question, account), {
        token: grant.token,
        untilMs: clock.nowMs() + grant.lifeSeconds * 1000 - LAST_MINUTE_MS,
      });
      return grant.token;
    },
  };
};
