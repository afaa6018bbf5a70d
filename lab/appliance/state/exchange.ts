// One request to a simulated appliance and its response, with the headers that recorded appliances send.
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { BehaviourName } from '../behaviour/behaviours.ts';
import type { Appliance } from './appliance.ts';

const BODY_LIMIT_BYTES = 64 * 1024;

/** The vendor's APIs take the same parameters from the query and from a form body. */
export interface Exchange {
  readonly appliance: Appliance;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
}

export type Endpoint = (exchange: Exchange) => Promise<void> | void;

const warnings = encodeURIComponent(
  JSON.stringify({ ssl_verification: false, site_expiry: 999, embassy_deprecation: false }),
);

/** Headers seen on every recorded answer (RS 19.1.8). */
export const recordedHeaders = (exchange: Exchange): OutgoingHttpHeaders => ({
  Server: 'Apache',
  Connection: 'close',
  'Cache-Control': 'must-revalidate, no-cache, no-store, post-check=0, pre-check=0, private',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-Content-Type-Options': 'nosniff',
  'X-Xss-Protection': '1; mode=block',
  Vary: 'X-Requested-With,Authorization',
  'Content-Security-Policy': `default-src 'self' ${exchange.appliance.binding.siteName}`,
  'Set-Cookie': [`global_warnings=${warnings}; path=/login; secure; SameSite=Strict`],
});

/** Sends the head and returns; the caller writes the body. */
export const begin = (
  exchange: Exchange,
  behaviour: BehaviourName,
  status: number,
  headers: OutgoingHttpHeaders,
): void => {
  exchange.appliance.shows(behaviour);
  exchange.appliance.shows('wire.headers');
  exchange.appliance.shows('wire.close');
  exchange.response.writeHead(status, { ...recordedHeaders(exchange), ...headers });
};

/** A whole answer with a short body, chunked as recorded ones are. */
export const answer = (
  exchange: Exchange,
  behaviour: BehaviourName,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: OutgoingHttpHeaders = {},
): void => {
  begin(exchange, behaviour, status, { 'Content-Type': contentType, ...headers });
  if (exchange.request.method !== 'HEAD' && body.length > 0) exchange.response.write(body);
  exchange.response.end();
};

export const answerJson = (
  exchange: Exchange,
  behaviour: BehaviourName,
  status: number,
  body: object,
  headers: OutgoingHttpHeaders = {},
): void => answer(exchange, behaviour, status, 'application/json', JSON.stringify(body), headers);

/** XML with the declaration, blank lines and stray tabs of the recorded answers. */
export const answerXml = (exchange: Exchange, behaviour: BehaviourName, root: string): void =>
  answer(
    exchange,
    behaviour,
    200,
    'text/xml; charset=UTF-8',
    `<?xml version="1.0" encoding="UTF-8"?>\n\n${root}\n\t\n`,
  );

export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${String(sign.codePointAt(0))};`);

/** The request's body as text. */
export const readText = async (exchange: Exchange): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of exchange.request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT_BYTES) throw new RangeError('request body over 64 KiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The body of a request that may carry JSON; an object in any case. */
export const readJson = async (exchange: Exchange): Promise<Record<string, unknown>> => {
  const text = await readText(exchange);
  if (text.trim() === '') return {};
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

/** User and password of a Basic authorization header. */
export const basicCredentials = (request: IncomingMessage): { user: string; password: string } | undefined => {
  const encoded = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};
