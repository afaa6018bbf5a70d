// Calls to one Redfish service: with Basic authentication, or with a session if the service does not offer Basic.
// Follows redirects only to the same service. Source: DMTF DSP0266, "Security details", "HTTP redirect" and "Session
// management".
import { failure } from '../domain/failure/failure.ts';
import { textOf } from '../net/call.ts';
import { callFailure } from '../net/call-failure.ts';
import type { Outside } from '../net/platform.ts';
import type { PowerAccount, PowerCredentials } from './power-credentials.ts';
import { own, redirected, refusalOf } from './redfish-failure.ts';
import type { RedfishSettings } from './redfish-settings.ts';

export interface RedfishQuestion {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly ifMatch?: string;
  readonly signal: AbortSignal;
}

export interface RedfishAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed body; undefined if it is empty or not JSON. */
  readonly body: unknown;
}

export interface RedfishCalls {
  /** Name of the controller in messages. */
  readonly where: string;
  /**
   * Returns any status except redirects, which it follows to the same host and port. @throws PowerUnreachable,
   * PowerRefused, PowerRedirected
   */
  ask(question: RedfishQuestion): Promise<RedfishAnswer>;
  /** The path of a reference that the service gave; undefined if it leads to another host or port. */
  pathHere(reference: unknown, from: string): string | undefined;
  /** Ends the session, if there is one. Never throws. */
  close(): Promise<void>;
}

/** Real systems answer tens of kB, or hundreds with the maker's additions. */
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;
const LONGEST_REFUSAL_BYTES = 256 * 1024;
const MOST_REDIRECTS = 3;
const CLOSE_TIMEOUT_MS = 2_000;
const ROOT = '/redfish/v1/';
const SESSIONS = '/redfish/v1/SessionService/Sessions';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const headerOf = (answer: RedfishAnswer, name: string): string | undefined => {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : value?.join(', ');
};

/** A 401 that names Basic among its challenges refuses the password that was sent. */
const offersBasic = (answer: RedfishAnswer): boolean =>
  /(^|,)\s*basic(\s|,|$)/i.test((headerOf(answer, 'www-authenticate') ?? '').slice(0, 2_000));

const basicOf = ({ user, password }: PowerAccount): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

export const redfishCalls = (
  { net, clock }: Outside,
  settings: RedfishSettings,
  credentials: PowerCredentials,
): RedfishCalls => {
  const { address, port, tls, secret } = settings;
  const where = `the power controller at ${address}:${port}`;
  let account: PowerAccount | undefined;
  let authorization: Readonly<Record<string, string>> | undefined;
  let session: string | undefined;
  const credentialsOnce = async (signal: AbortSignal): Promise<PowerAccount> => {
    account ??= await credentials(secret, signal);
    return account;
  };

  const pathHere = (reference: unknown, from: string): string | undefined => {
    if (typeof reference !== 'string' || reference === '') return undefined;
    const url = URL.parse(reference, `https://${address}:${port}${from}`);
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
    if (Number(url.port || 443) !== port || ![address, tls?.serverName].includes(url.hostname)) return undefined;
    return `${url.pathname}${url.search}`;
  };

  const once = async (
    { method, path, body, ifMatch, signal }: RedfishQuestion,
    sent: object,
  ): Promise<RedfishAnswer> => {
    try {
      const answer = await net.call({
        address,
        port,
        tlsName: tls?.serverName ?? address,
        ca: tls?.ca,
        method,
        path,
        headers: {
          ...sent,
          accept: 'application/json',
          'odata-version': '4.0',
          ...(body && { 'content-type': 'application/json' }),
          ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal,
      });
      const { status, headers } = answer;
      if (method !== 'GET' && status < 300) {
        // The status counts, even if the rest of the answer breaks off.
        answer.close();
        return { status, headers, body: undefined };
      }
      const text = textOf(answer, status === 200 ? LARGEST_ANSWER_BYTES : LONGEST_REFUSAL_BYTES);
      // A refusal counts even if its explanation cannot be read.
      return { status, headers, body: parse(status === 200 ? await text : await text.catch(() => '')) };
    } catch (error) {
      const { kind, code } = callFailure(error, where);
      const hint = `Check the network path and the certificate of ${where}.`;
      throw failure('PowerUnreachable', `${where}: ${kind} (${code})`, hint, error);
    }
  };

  const followed = async (question: RedfishQuestion, sent: object): Promise<RedfishAnswer> => {
    let { path } = question;
    for (let hop = 0; ; hop += 1) {
      const answer = await once({ ...question, path }, sent);
      if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
      const location = headerOf(answer, 'location');
      const next = pathHere(location, path);
      const what = `${question.method} ${path}`;
      // 303 says that the answer is elsewhere: a command is not repeated there.
      if (next === undefined || hop >= MOST_REDIRECTS || (answer.status === 303 && question.method !== 'GET'))
        throw redirected({ where, what, secret }, answer.status, location);
      path = next;
    }
  };

  /** @returns undefined if the service has no sessions. */
  const logIn = async (challenged: boolean, signal: AbortSignal): Promise<string | undefined> => {
    const { user, password } = await credentialsOnce(signal);
    const root = await followed({ method: 'GET', path: ROOT, signal }, {});
    const notified = own(own(own(root.body, 'Links'), 'Sessions'), '@odata.id');
    // Without any challenge the service may have refused the password, so it is sent again only if the service lists
    // sessions.
    const path = pathHere(notified, ROOT) ?? (challenged ? SESSIONS : undefined);
    if (path === undefined) return undefined;
    const answer = await followed({ method: 'POST', path, body: { UserName: user, Password: password }, signal }, {});
    if ([404, 405, 501].includes(answer.status)) return undefined;
    const token = headerOf(answer, 'x-auth-token');
    if (answer.status >= 300 || token === undefined) throw refusalOf(answer, { where, what: 'a session', secret });
    session = pathHere(headerOf(answer, 'location'), path);
    return token;
  };

  return {
    where,
    pathHere,
    ask: async (question) => {
      const { signal } = question;
      authorization ??= basicOf(await credentialsOnce(signal));
      const answer = await followed(question, authorization);
      if (answer.status !== 401) return answer;
      const sessionIsLeft = 'authorization' in authorization && !offersBasic(answer);
      const challenged = headerOf(answer, 'www-authenticate') !== undefined;
      const token = sessionIsLeft ? await logIn(challenged, signal) : undefined;
      if (token === undefined) throw refusalOf(answer, { where, what: `${question.method} ${question.path}`, secret });
      authorization = { 'x-auth-token': token };
      return followed(question, authorization);
    },
    close: async () => {
      const path = session;
      session = undefined;
      if (path === undefined || authorization === undefined) return;
      const signal = clock.deadline(CLOSE_TIMEOUT_MS);
      await Promise.allSettled([once({ method: 'DELETE', path, signal }, authorization)]);
      authorization = undefined;
    },
  };
};
