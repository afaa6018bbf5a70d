// POST /oauth2/token of a simulated appliance, and the gate that every API call with a bearer token passes.
import { TOKEN_SECONDS } from '../state/access-tokens.ts';
import { mayComeFrom } from '../state/allow-list.ts';
import { answerJson, basicCredentials, type Endpoint, type Exchange, readText } from '../state/exchange.ts';
import type { FailureModes } from '../state/failure-modes.ts';

const parseBody = (contentType: string, text: string): Record<string, unknown> => {
  if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    return { parseError: String(error) };
  }
};

const lifeOf = (failureMode: FailureModes['token']): object => {
  if (failureMode === 'no-life') return {};
  return { expires_in: failureMode === 'textual-life' ? String(TOKEN_SECONDS) : TOKEN_SECONDS };
};

/** Client credentials by Basic authentication or in the body; the body may be a form or JSON. */
export const tokenEndpoint: Endpoint = async (exchange) => {
  const { appliance, request } = exchange;
  const contentType = request.headers['content-type'] ?? '';
  const body = parseBody(contentType, await readText(exchange));
  const basic = basicCredentials(request);
  if (basic === undefined || contentType.includes('json')) appliance.shows('oauth.other-forms');
  const { account } = appliance.stored;
  const id = basic?.user ?? body.client_id;
  const secret = basic?.password ?? body.client_secret;
  const welcome = mayComeFrom(account, request);
  if (!welcome) appliance.shows('oauth.allow-list');
  if (id !== account.clientId || secret !== account.clientSecret || !welcome) {
    const lenient = appliance.failureModes.token === 'error-with-200';
    if (lenient) appliance.shows('oauth.lenient');
    const refusal = { error: 'invalid_client', message: 'Client authentication failed.' };
    answerJson(exchange, 'oauth.invalid-client', lenient ? 200 : 401, refusal);
    return;
  }
  if (body.grant_type !== 'client_credentials') {
    const message = 'The authorization grant type is not supported by the authorization server.';
    answerJson(exchange, 'oauth.bad-request', 400, { error: 'unsupported_grant_type', message });
    return;
  }
  appliance.shows('oauth.session-cookie');
  const session = Buffer.from(JSON.stringify({ iv: '', value: '', mac: '' })).toString('base64');
  const cookies = [`ns_sl=${encodeURIComponent(session)}; path=/; secure; HttpOnly; SameSite=Strict`];
  answerJson(
    exchange,
    'oauth.token',
    200,
    { access_token: appliance.tokens.issue(), token_type: 'Bearer', ...lifeOf(appliance.failureModes.token) },
    { 'Set-Cookie': cookies, Vary: 'X-Requested-With,Authorization,Accept' },
  );
};

type Need = 'command' | 'backup' | 'configuration';

const permitted = ({ appliance }: Exchange, need: Need): boolean => {
  const permissions = appliance.stored.account.permissions ?? {};
  if (need === 'command') return (permissions.command ?? 'full_access') !== 'deny';
  return permissions[need] ?? true;
};

/** Admits an API call only with a valid token, within the rate limit and with the permission; otherwise answers it. */
export const withToken =
  (need: Need, endpoint: Endpoint): Endpoint =>
  async (exchange) => {
    const { appliance, request, response } = exchange;
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !appliance.tokens.accepts(token) || !mayComeFrom(appliance.stored.account, request)) {
      const message = 'The resource owner or authorization server denied the request.';
      appliance.shows('oauth.access-denied-status');
      answerJson(exchange, 'oauth.access-denied', 401, { error: 'access_denied', message });
      return;
    }
    const { allowed, limit, remaining } = appliance.rateLimit.count();
    appliance.shows('api.rate-limit');
    response.setHeader('X-RateLimit-Limit', limit);
    response.setHeader('X-RateLimit-Remaining', remaining);
    if (!allowed) {
      answerJson(exchange, 'api.over-limit', 429, { message: 'Too many requests.' }, { 'Retry-After': '1' });
      return;
    }
    if (!permitted(exchange, need)) {
      answerJson(exchange, 'api.permission', 403, { message: `The API account lacks the ${need} permission.` });
      return;
    }
    await endpoint(exchange);
  };
