// Calls to one Redfish service: with Basic authentication, or with a session if the service does not offer Basic.
// Source: DMTF DSP0266, "Security details" and "Session management".
import type { Outside } from '../net/platform.ts';
import type { PowerAccount, PowerCredentials } from './power-credentials.ts';
import { own, refusalOf } from './redfish-failure.ts';
import type { RedfishSettings } from './redfish-settings.ts';
import {
  type Authorization,
  headerOf,
  type RedfishAnswer,
  type RedfishQuestion,
  redfishTransport,
} from './redfish-transport.ts';

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

const CLOSE_TIMEOUT_MS = 2_000;
const ROOT = '/redfish/v1/';
const SESSIONS = '/redfish/v1/SessionService/Sessions';

/** A 401 that names Basic among its challenges refuses the password that was sent. */
const offersBasic = (answer: RedfishAnswer): boolean =>
  /(^|,)\s*basic(\s|,|$)/i.test(
    // What is quoted is text, for example of a realm.
    (headerOf(answer, 'www-authenticate') ?? '').slice(0, 2_000).replaceAll(/"[^"]*"/g, '""'),
  );

const basicOf = ({ user, password }: PowerAccount): Authorization => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

export const redfishCalls = (
  { net, clock }: Outside,
  settings: RedfishSettings,
  credentials: PowerCredentials,
): RedfishCalls => {
  const { secret } = settings;
  const { where, once, followed, pathHere } = redfishTransport(net, settings);
  let account: PowerAccount | undefined;
  let authorization: Authorization | undefined;
  let session: string | undefined;
  const credentialsOnce = async (signal: AbortSignal): Promise<PowerAccount> => {
    account ??= await credentials(secret, signal);
    return account;
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
