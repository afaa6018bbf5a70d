// Parses an uploaded form as it arrives, so that a simulated appliance can take a large file without holding it in
// memory. It uses a library, independent of the product's code that writes such a body.
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';

/** The content of a form. */
export interface FormBody {
  readonly fields: ReadonlyMap<string, string>;
  /** Names of the file parts that were not empty. */
  readonly files: readonly string[];
  /** Names of all parts, in the order in which they came. */
  readonly order: readonly string[];
}

const FIELD_LIMIT_BYTES = 64 * 1024;

/**
 * Reads the body to its end; bytes of files go to `onFile` as they come.
 * @throws Error where it is not multipart or ends early; RangeError where a field is too long.
 */
export const readMultipart = async (
  contentType: string,
  body: AsyncIterable<Buffer>,
  onFile: (name: string, chunk: Buffer) => void,
): Promise<FormBody> => {
  if (!/^multipart\/form-data/i.test(contentType)) throw new RangeError('not multipart/form-data');
  const headers: BusboyHeaders = { 'content-type': contentType };
  const parser = new Busboy({ headers, limits: { fieldSize: FIELD_LIMIT_BYTES } });
  const fields = new Map<string, string>();
  const files = new Set<string>();
  const order: string[] = [];
  parser.on('file', (name, stream) => {
    order.push(name);
    stream.on('data', (chunk: Buffer) => {
      files.add(name);
      onFile(name, chunk);
    });
    // The parser says the same of the whole body.
    stream.on('error', () => undefined);
  });
  parser.on('field', (name, value, _nameTruncated, valueTruncated) => {
    order.push(name);
    if (valueTruncated) parser.destroy(new RangeError(`field ${name} is over 64 KiB`));
    else fields.set(name, value);
  });
  await pipeline(body, parser);
  return { fields, files: [...files], order };
};
