// One HTTPS call to an explicit address, checked against the name that TLS must prove. Always a new connection: the
// vendor requires it, and a probe through an old connection proves nothing. Redirects are answers and never followed.
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Call, StreamedAnswer } from './call.ts';
import { callFailure } from './call-failure.ts';

const targetOf = (call: Call): string => `${call.tlsName ?? call.address} at ${call.address}:${call.port}`;

const hostHeaderOf = (call: Call): string => {
  const standard = call.plain ? 80 : 443;
  return call.port === standard ? (call.tlsName ?? call.address) : `${call.tlsName ?? call.address}:${call.port}`;
};

/** How a call gets its connection. */
export interface Dialled {
  readonly request: (options: RequestOptions) => ClientRequest;
  readonly options: RequestOptions;
}

export type Dial = (call: Call) => Dialled;

/** Over this machine's sockets. */
const dialSockets: Dial = (call) => {
  if (call.plain) return { request: httpRequest, options: { agent: new HttpAgent({ keepAlive: false }) } };
  const name = call.tlsName ?? call.address;
  const options = {
    agent: new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 }),
    // SNI does not allow an IP address. Without a name, the certificate is checked against the address.
    servername: isIP(name) ? '' : name,
    ...(call.ca === undefined ? {} : { ca: call.ca, allowPartialTrustChain: true }),
  };
  return { request: httpsRequest, options };
};

/** An answer that has begun. */
interface Begun {
  readonly response: IncomingMessage;
  /** What broke the connection since, unless we were still sending: then the other side may do so. */
  readonly broken: () => unknown;
}

const send = (dial: Dial, call: Call): Promise<Begun> =>
  new Promise((resolve, reject) => {
    const common = {
      host: call.address,
      port: call.port,
      path: call.path,
      method: call.method ?? 'GET',
      signal: call.signal,
      headers: {
        ...call.headers,
        host: hostHeaderOf(call),
        connection: 'close',
        ...(call.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }),
        ...(call.upload && { 'content-type': call.upload.contentType, 'content-length': String(call.upload.length) }),
      },
    };
    const { request: open, options } = dial(call);
    const request = open({ ...common, ...options });
    let broken: unknown;
    request.once('response', (response) =>
      resolve({ response, broken: () => (request.writableFinished ? broken : undefined) }),
    );
    // Never removed: an error after the answer has begun belongs to the body and must not be unhandled here.
    request.on('error', (error) => {
      broken ??= error;
      reject(error);
    });
    // A failing upload also fails the request, unless an answer arrived first.
    if (call.upload) pipeline(call.upload.bytes, request).catch((error: unknown) => reject(error));
    else request.end(call.body);
  });

/** RFC 9112, section 6.3: a body ends by its length, by its last chunk, or with the connection. */
const endsByItself = ({ headers, statusCode }: IncomingMessage): boolean => {
  const coding = headers['transfer-encoding'];
  if (statusCode === 204 || statusCode === 304) return true;
  return coding === undefined ? headers['content-length'] !== undefined : /(^|,)\s*chunked\s*$/i.test(coding);
};

async function* bytesOf(begun: Begun, target: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { response } = begun;
  try {
    for await (const chunk of response) {
      signal.throwIfAborted();
      yield chunk as Uint8Array;
    }
    // A body without a length ends without an error if our own deadline cuts it.
    signal.throwIfAborted();
    // Nor does Node report a reset of such a body.
    const broken = endsByItself(response) ? undefined : begun.broken();
    if (broken !== undefined) throw broken;
  } catch (error) {
    // Node says that the other side reset what our own deadline ended.
    throw callFailure(signal.aborted ? signal.reason : error, `${target}, amid its answer`);
  } finally {
    response.destroy();
  }
}

/** One call over connections of that kind, whose body is read as it comes. @throws CallFailure */
export const callOver = async (dial: Dial, call: Call): Promise<StreamedAnswer> => {
  try {
    const begun = await send(dial, call);
    const { response } = begun;
    return {
      target: targetOf(call),
      status: response.statusCode ?? 0,
      headers: response.headers,
      endProven: endsByItself(response),
      body: bytesOf(begun, targetOf(call), call.signal),
      close: () => {
        response.destroy();
      },
    };
  } catch (error) {
    throw callFailure(error, targetOf(call));
  }
};

/** The same over this machine's sockets. @throws CallFailure */
export const callStreamed = (call: Call): Promise<StreamedAnswer> => callOver(dialSockets, call);
