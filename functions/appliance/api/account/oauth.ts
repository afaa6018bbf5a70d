// Tokens of the appliance's API: OAuth client credentials, cached per appliance and account until a minute before they
// expire. A restored appliance forgets them, so a caller with a dead token requests one more.

import * as z from 'zod/mini';
import { jsonOf } from '../../../contract/json/parse-json.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import { REFUSAL_REST_MS } from '../../../domain/record/refused-account.ts';
import { callText } from '../../../net/call.ts';
import type { Outside } from '../../../net/platform.ts';
import { garbledAnswer, refusalOf, strangeAnswer } from '../appliance-failure.ts';
import { AT_ONCE, type CallPace, type Turns } from '../pace/call-pace.ts';
import { asksPatience } from '../pace/throttling.ts';
import { reachAppliance } from '../reach-appliance.ts';
import { type AccountRest, noRest } from './account-rest.ts';
import type { ApplianceAccount, ApplianceCredentials } from './credentials.ts';
import type { TokenQuestion } from './token-question.ts';

/** Assumed life of a token that names none; a dead token is renewed anyway. */
const UNREPORTED_LIFE_SECONDS = 600;

/** RFC 6749, section 5.1: a number, and only recommended. Some servers send text. */
const life = z.pipe(
  z.nullish(z.unknown()),
  z.transform((value) => {
    const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : UNREPORTED_LIFE_SECONDS;
  }),
);

/** The characters that a header may hold: RFC 6750, section 2.1, and all other visible ones. */
const Token = z.object({ access_token: z.string().check(z.regex(/^[!-~]+$/), z.maxLength(4096)), expires_in: life });

/** RFC 6749, section 5.2: the errors that refuse the account. Some servers send them with a success status. */
const Refused = z.object({ error: z.enum(['invalid_client', 'unauthorized_client', 'access_denied']) });
/** The errors of the same section, and of section 4.1.2.1, that say nothing about the account. */
const Elsewhere = z.object({
  error: z.enum([
    'invalid_request',
    'invalid_grant',
    'unsupported_grant_type',
    'invalid_scope',
    'server_error',
    'temporarily_unavailable',
  ]),
});

/** The token in the text of an answer, and its life; undefined if there is none. */
export const readToken = (text: string): z.infer<typeof Token> | undefined => Token.safeParse(jsonOf(text)).data;

/** A token is not used in its last minute: the call it is for must end before it does. */
const LAST_MINUTE_MS = 60_000;
/** The documented life of a token; a longer one is shortened to this. */
const LONGEST_LIFE_SECONDS = 3_600;

const PATH = '/oauth2/token';

/** A token, and the account that it was given to. */
export interface TokenOfAccount {
  readonly token: string;
  readonly account: ApplianceAccount;
}

export interface Tokens {
  /**
   * A token; with `renew`, a new one even if one is cached.
   * @throws CredentialsRefused, ApplianceThrottled, ApplianceGarbled, ApplianceUnreachable, ApplianceUntrusted,
   * SecretUnreadable
   */
  token(question: TokenQuestion, signal: AbortSignal, renew?: boolean): Promise<TokenOfAccount>;
}

type Grant =
  | { readonly is: 'granted'; readonly token: string; readonly lifeSeconds: number }
  | { readonly is: 'refused'; readonly status: number }
  | { readonly is: 'resting'; readonly since: string };

/** Key of one account at one appliance, which is what the appliance's limit counts. */
export const accountKeyOf = ({ address, port, secretName }: TokenQuestion): string =>
  [address, port, secretName].join('|');

const refusedAccount = (question: TokenQuestion, grant: Exclude<Grant, { readonly is: 'granted' }>): Failure => {
  const { tlsName, address, port, secretName } = question;
  const nextAt = grant.is === 'resting' ? new Date(Date.parse(grant.since) + REFUSAL_REST_MS).toISOString() : '';
  const how =
    grant.is === 'resting'
      ? `at ${grant.since}; Twinbox tries it again at ${nextAt}, or once the secret changes`
      : `HTTP ${grant.status}`;
  return failure(
    'CredentialsRefused',
    `${tlsName} at ${address}:${port} refuses the API account of secret ${secretName} (${how})`,
    'Compare the secret with the API account at the appliance: it must be enabled, have the same secret, and allow the addresses of Twinbox.',
  );
};

const ask = async (
  { net, clock }: Outside,
  question: TokenQuestion,
  account: ApplianceAccount,
  turns: Turns,
  signal: AbortSignal,
): Promise<Grant> => {
  const { address, port, tlsName, ca } = question;
  const basic = Buffer.from(`${account.clientId}:${account.clientSecret}`).toString('base64');
  const post = () =>
    callText(net, {
      address,
      port,
      tlsName,
      ca,
      method: 'POST',
      path: PATH,
      headers: {
        authorization: `Basic ${basic}`,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      signal,
    });
  const where = `${tlsName} at ${address}:${port}`;
  const answer = await reachAppliance(post, signal, { where, path: PATH, clock, turns });
  const token = readToken(answer.text);
  if (answer.status === 200 && token)
    return { is: 'granted', token: token.access_token, lifeSeconds: token.expires_in };
  // A throttled answer is not a refusal.
  if (asksPatience(answer)) throw refusalOf(where, PATH, answer);
  const said = jsonOf(answer.text);
  const elsewhere = Elsewhere.safeParse(said);
  if (elsewhere.success)
    throw garbledAnswer(where, `HTTP ${answer.status} to ${PATH} with the error ${elsewhere.data.error}`);
  const isRefusal = answer.status === 200 && Refused.safeParse(said).success;
  if (isRefusal || [400, 401, 403].includes(answer.status)) return { is: 'refused', status: answer.status };
  if (answer.status === 200) throw strangeAnswer(where, PATH, answer.text);
  // A server without this path is not a known appliance, so its 404 does not count as a refused account.
  throw answer.status === 404 ? garbledAnswer(where, `HTTP 404 to ${PATH}`) : refusalOf(where, PATH, answer);
};

/** How tokens are requested: at what pace, and which refused accounts are not presented. */
export interface TokenManner {
  readonly pace?: CallPace;
  readonly rest?: AccountRest;
}

export const oauthTokens = (
  credentials: ApplianceCredentials,
  outside: Outside,
  { pace = () => AT_ONCE, rest = noRest }: TokenManner = {},
): Tokens => {
  const { clock } = outside;
  const kept = new Map<string, { readonly given: TokenOfAccount; readonly untilMs: number }>();
  const keyOf = ({ address, port, secretName, secretVersionId }: TokenQuestion): string =>
    [address, port, secretName, secretVersionId].join('|');
  /**
   * If the current version of the secret holds the same account, the current backup password protects the new backup.
   */
  const newestAlike = async (
    secretName: string,
    account: ApplianceAccount,
    signal: AbortSignal,
    secretVersionId: string | undefined,
  ): Promise<ApplianceAccount> => {
    if (secretVersionId === undefined) return account;
    const current = await credentials.read(secretName, signal);
    return current.clientId === account.clientId && current.clientSecret === account.clientSecret ? current : account;
  };

  const present = async (question: TokenQuestion, account: ApplianceAccount, signal: AbortSignal): Promise<Grant> => {
    const resting = await rest.resting(question, account.versionId);
    if (resting) return { is: 'resting', since: resting.since };
    const grant = await ask(outside, question, account, pace(accountKeyOf(question)), signal);
    if (grant.is === 'refused') await rest.refused(question, account.versionId);
    else await rest.accepted(question, account.versionId);
    return grant;
  };

  return {
    token: async (question, signal, renew = false) => {
      const { secretName, secretVersionId } = question;
      const key = keyOf(question);
      const known = kept.get(key);
      if (known && !renew && known.untilMs > clock.nowMs()) return known.given;
      kept.delete(key);
      let account = await credentials.read(secretName, signal, false, secretVersionId);
      let grant = await present(question, account, signal);
      if (grant.is !== 'granted') {
        const again = await credentials.read(secretName, signal, true);
        // Never tries the same password twice, because accounts lock.
        if (again.versionId !== account.versionId) {
          account = again;
          grant = await present(question, account, signal);
        }
      }
      if (grant.is !== 'granted') throw refusedAccount(question, grant);
      const untilMs = clock.nowMs() + Math.min(grant.lifeSeconds, LONGEST_LIFE_SECONDS) * 1000 - LAST_MINUTE_MS;
      const given = { token: grant.token, account: await newestAlike(secretName, account, signal, secretVersionId) };
      kept.set(key, { given, untilMs });
      return given;
    },
  };
};
