// One HTTPS call to an explicit address, checked against the name that TLS must prove. A new connection each time: the
// appliance asks for it, and a look through an old connection proves nothing. Redirects are answers, never followed.
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { CallFailure, callFailure } from './call-failure.ts';

/** A body of known length that is sent as it comes. Where its bytes fail, the call breaks off unfinished. */
export interface Upload {
  readonly contentType: string;
  readonly length: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface Call {
  /** Where to connect: an IP address, or a host name that the system resolves. */
  readonly address: string;
  readonly port: number;
  /** The name that the certificate must prove; also SNI and the Host header. Left out only with `plain`. */
  readonly tlsName?: string;
  /** HTTP without TLS: witnesses only. */
  readonly plain?: boolean;
  /** Trusted certificates in PEM form; the system's where left out. An intermediate or leaf among them is trusted as it is. */
  readonly ca?: string | undefined;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A body that is streamed, instead of `body`. */
  readonly upload?: Upload;
  /** Ends the call, body included. */
  readonly signal: AbortSignal;
}

export interface StreamedAnswer {
  /** Who answered, in messages. */
  readonly target: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** False where only the end of the connection ends the body: then nobody can tell a whole one from one that was cut. */
  readonly endProven: boolean;
  /** Reading it to its end, or breaking off, closes the connection. Throws CallFailure when it ends early, or once the signal aborts. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Closes the connection where the body is not wanted. */
  readonly close: () => void;
}

export interface TextAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const targetOf = (call: Call): string => `${call.tlsName ?? call.address} at ${call.address}:${call.port}`;

const hostHeaderOf = (call: Call): string => {
  const standard = call.plain ? 80 : 443;
  return call.port === standard ? (call.tlsName ?? call.address) : `${call.tlsName ?? call.address}:${call.port}`;
};

const send = (call: Call): Promise<IncomingMessage> =>
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
    const name = call.tlsName ?? call.address;
    const request = call.plain
      ? httpRequest({ ...common, agent: new HttpAgent({ keepAlive: false }) })
      : httpsRequest({
          ...common,
          agent: new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 }),
          // SNI takes no IP address; without a name the certificate is checked against the address itself.
          servername: isIP(name) ? '' : name,
          ...(call.ca === undefined ? {} : { ca: call.ca, allowPartialTrustChain: true }),
        });
    request.once('response', resolve);
    // Stays for good: an error after the answer has begun is the body's, and must not be unhandled here.
    request.on('error', reject);
    // What breaks the upload off is the request's error as well; an answer that came before stands.
    if (call.upload) pipeline(call.upload.bytes, request).catch((error: unknown) => reject(error));
    else request.end(call.body);
  });

async function* bytesOf(response: IncomingMessage, target: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response) {
      signal.throwIfAborted();
      yield chunk as Uint8Array;
    }
    // A body without a length of its own ends without an error when our own deadline cuts it.
    signal.throwIfAborted();
  } catch (error) {
    // Node says that the other side reset what our own deadline ended.
    throw callFailure(signal.aborted ? signal.reason : error, `${target}, amid its answer`);
  } finally {
    response.destroy();
  }
}

/** RFC 9112, section 6.3: a body ends by its length, by its last chunk, or with the connection. */
const endsByItself = ({ headers, statusCode }: IncomingMessage): boolean => {
  const coding = headers['transfer-encoding'];
  if (statusCode === 204 || statusCode === 304) return true;
  return coding === undefined ? headers['content-length'] !== undefined : /(^|,)\s*chunked\s*$/i.test(coding);
};

/** One call whose body is read as it comes. @throws CallFailure */
export const callStreamed = async (call: Call): Promise<StreamedAnswer> => {
  try {
    const response = await send(call);
    return {
      target: targetOf(call),
      status: response.statusCode ?? 0,
      headers: response.headers,
      endProven: endsByItself(response),
      body: bytesOf(response, targetOf(call), call.signal),
      close: () => {
        response.destroy();
      },
    };
  } catch (error) {
    throw callFailure(error, targetOf(call));
  }
};

const LONGEST_TEXT_BYTES = 65_536;

/** The whole body of an answer. @throws CallFailure, `garbled` where it is longer than `maxBytes` */
export const textOf = async (answer: StreamedAnswer, maxBytes = LONGEST_TEXT_BYTES): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new CallFailure('garbled', `over ${maxBytes} bytes`, answer.target);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** One call whose whole body is wanted. @throws CallFailure, `garbled` where the body is longer than `maxBytes` */
export const callText = async (call: Call, maxBytes = LONGEST_TEXT_BYTES): Promise<TextAnswer> => {
  const answer = await callStreamed(call);
  return { status: answer.status, headers: answer.headers, text: await textOf(answer, maxBytes) };
};
