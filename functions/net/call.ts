// One HTTP call as its caller sees it: the request, the answer, and the text of the answer.
import type { IncomingHttpHeaders } from 'node:http';
import { CallFailure } from './call-failure.ts';

/** Names in lower case, as Node.js gives them. */
export type AnswerHeaders = IncomingHttpHeaders;

/** A streamed body of known length. If its source fails, the call breaks off unfinished. */
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
  /**
   * Trusted certificates in PEM form; default: the system's. An intermediate or leaf among them is trusted directly.
   */
  readonly ca?: string | undefined;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A streamed body, instead of `body`. */
  readonly upload?: Upload;
  /** Ends the call, body included. */
  readonly signal: AbortSignal;
}

export interface StreamedAnswer {
  /** Name of the target in messages. */
  readonly target: string;
  readonly status: number;
  readonly headers: AnswerHeaders;
  /**
   * False if only the end of the connection ends the body: then a truncated body cannot be distinguished from a whole
   * one.
   */
  readonly endProven: boolean;
  /**
   * Reading to the end, or stopping early, closes the connection. Throws CallFailure if the body ends early or the
   * signal aborts.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Closes the connection if the body is not needed. */
  readonly close: () => void;
}

export interface TextAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;
}

/** Makes calls. */
export interface Caller {
  /** One call whose body is streamed. @throws CallFailure */
  call(call: Call): Promise<StreamedAnswer>;
}

const LONGEST_TEXT_BYTES = 65_536;

/** The whole body of an answer. @throws CallFailure, `garbled` if it is longer than `maxBytes` */
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

/** One call with its whole body. @throws CallFailure, `garbled` if the body is longer than `maxBytes` */
export const callText = async (net: Caller, call: Call, maxBytes = LONGEST_TEXT_BYTES): Promise<TextAnswer> => {
  const answer = await net.call(call);
  return { status: answer.status, headers: answer.headers, text: await textOf(answer, maxBytes) };
};
