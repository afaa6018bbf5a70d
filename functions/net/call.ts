// One call over HTTP, as whoever makes it sees it: what is sent, what is answered, and the text of an answer.
import type { IncomingHttpHeaders } from 'node:http';
import { CallFailure } from './call-failure.ts';

/** Names in lower case, as Node.js gives them. */
export type AnswerHeaders = IncomingHttpHeaders;

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
  readonly headers: AnswerHeaders;
  /** False where only the end of the connection ends the body: then nobody can tell a whole one from one that was cut. */
  readonly endProven: boolean;
  /** Reading it to its end, or breaking off, closes the connection. Throws CallFailure when it ends early, or once the signal aborts. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Closes the connection where the body is not wanted. */
  readonly close: () => void;
}

export interface TextAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;
}

/** Whoever makes calls. */
export interface Caller {
  /** One call whose body is read as it comes. @throws CallFailure */
  call(call: Call): Promise<StreamedAnswer>;
}

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
export const callText = async (net: Caller, call: Call, maxBytes = LONGEST_TEXT_BYTES): Promise<TextAnswer> => {
  const answer = await net.call(call);
  return { status: answer.status, headers: answer.headers, text: await textOf(answer, maxBytes) };
};
