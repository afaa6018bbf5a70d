// One request to a Redfish service and its answer: bounded bodies, and redirects only to the same host and port. Whoever
// calls adds the account. Source: DMTF DSP0266, "HTTP redirect" and "Status codes".
import { jsonOf } from '../contract/json/parse-json.ts';
import { failure } from '../domain/failure/failure.ts';
import { textOf } from '../net/call.ts';
import { callFailure } from '../net/call-failure.ts';
import type { Net } from '../net/net.ts';
import { redirected } from './redfish-failure.ts';
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

/** Headers that carry the account. */
export type Authorization = Readonly<Record<string, string>>;

export interface RedfishTransport {
  /** Name of the controller in messages. */
  readonly where: string;
  /** Any answer, redirects included. @throws PowerUnreachable */
  once(question: RedfishQuestion, authorization: Authorization): Promise<RedfishAnswer>;
  /** Any answer but a redirect. @throws PowerUnreachable, PowerRedirected */
  followed(question: RedfishQuestion, authorization: Authorization): Promise<RedfishAnswer>;
  /** The path of a reference that the service gave; undefined if it leads to another host or port. */
  pathHere(reference: unknown, from: string): string | undefined;
}

/** Real systems answer tens of kB, or hundreds with the maker's additions. */
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;
const LONGEST_REFUSAL_BYTES = 256 * 1024;
const MOST_REDIRECTS = 3;

export const headerOf = (answer: RedfishAnswer, name: string): string | undefined => {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : value?.join(', ');
};

export const redfishTransport = (net: Net, { address, port, tls, secret }: RedfishSettings): RedfishTransport => {
  const where = `the power controller at ${address}:${port}`;

  /** Names are the same in any case, and with the final dot of a full name. */
  const isThisHost = (host: string): boolean =>
    [address, tls?.serverName?.toLowerCase()].includes(host.toLowerCase().replace(/\.$/, ''));

  const pathHere = (reference: unknown, from: string): string | undefined => {
    if (typeof reference !== 'string' || reference === '') return undefined;
    const url = URL.parse(reference, `https://${address}:${port}${from}`);
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
    if (Number(url.port || 443) !== port || !isThisHost(url.hostname)) return undefined;
    return `${url.pathname}${url.search}`;
  };

  const once = async (
    { method, path, body, ifMatch, signal }: RedfishQuestion,
    sent: Authorization,
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
      return { status, headers, body: jsonOf(status === 200 ? await text : await text.catch(() => '')) };
    } catch (error) {
      const { kind, code } = callFailure(error, where);
      const hint = `Check the network path and the certificate of ${where}.`;
      throw failure('PowerUnreachable', `${where}: ${kind} (${code})`, hint, error);
    }
  };

  const followed = async (question: RedfishQuestion, sent: Authorization): Promise<RedfishAnswer> => {
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

  return { where, once, followed, pathHere };
};
