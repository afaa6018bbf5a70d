// The bytes of a blob payload: unframed, and small ones read ahead, since AWS holds a small request whole even if its
// sender dies.
import { Readable } from 'node:stream';
import type { RequestBody } from '../operation.ts';
import { AwsChunkedDecoder } from './aws-chunked.ts';
import { readAll, type WireRequest } from './wire.ts';

const READ_AHEAD_BYTES = 64 * 1024;

const unframed = (request: WireRequest): RequestBody => {
  const { headers } = request;
  const framed =
    headers['x-amz-decoded-content-length'] !== undefined || /aws-chunked/.test(headers['content-encoding'] ?? '');
  const declared = headers['x-amz-decoded-content-length'] ?? (framed ? undefined : headers['content-length']);
  const declaredBytes = declared === undefined ? undefined : Number(declared);
  if (!framed) return { stream: request.body, trailers: new Map(), declaredBytes };
  const decoder = new AwsChunkedDecoder();
  request.body.once('error', (error) => decoder.destroy(error));
  request.body.once('close', () => {
    if (!request.body.readableEnded) decoder.destroy(new Error('the client went away'));
  });
  return { stream: request.body.pipe(decoder), trailers: decoder.trailers, declaredBytes };
};

export const requestBody = async (request: WireRequest): Promise<RequestBody> => {
  const body = unframed(request);
  if (body.declaredBytes === undefined || body.declaredBytes > READ_AHEAD_BYTES) return body;
  const bytes = await readAll(body.stream);
  return { ...body, stream: Readable.from(bytes.length > 0 ? [bytes] : []) };
};
