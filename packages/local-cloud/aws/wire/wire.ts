// The border between HTTP and an emulated service: each protocol reads requests and writes answers behind this
// interface.
import type { Readable } from 'node:stream';
import type { AwsError } from '../aws-error.ts';
import type { RequestBody } from '../operation.ts';

export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

export interface ParsedCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly body: RequestBody | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Readable | undefined;
}

export interface Wire {
  /** Throws an AwsError that names the operation when it is not emulated. */
  read(request: WireRequest): Promise<ParsedCall>;
  write(operation: string, output: unknown): Promise<WireAnswer>;
  writeError(error: AwsError, requestId: string): WireAnswer;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

/** AWS's XML error of Route 53, SNS and the other services that are not S3. */
export const errorResponseXml = (error: AwsError, requestId: string, xmlNamespace: string): string =>
  `<?xml version="1.0"?><ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${error.status >= 500 ? 'Receiver' : 'Sender'}</Type>` +
  `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;

/** All bytes of a stream; for requests that are small by their nature. */
export const readAll = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};
