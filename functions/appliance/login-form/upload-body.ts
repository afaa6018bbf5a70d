// The multipart body that a browser would send for the form: its fields first, the file last, with a length that is known
// before the first byte, so that the box can tell a broken upload from a whole one.
import { PassThrough, Readable } from 'node:stream';
import FormData from 'form-data';
import type { Upload } from '../../net/https-call.ts';
import type { Field } from './page-form.ts';

export interface UploadFile {
  readonly field: string;
  readonly fileName: string;
  readonly length: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export const uploadBody = (fields: readonly Field[], file: UploadFile): Upload => {
  const form = new FormData();
  for (const { name, value } of fields) form.append(name, value);
  form.append(file.field, Readable.from(file.bytes, { objectMode: false }), {
    filename: file.fileName,
    contentType: 'application/octet-stream',
    knownLength: file.length,
  });
  const length = form.getLengthSync();
  const { 'content-type': contentType = '' } = form.getHeaders();
  const bytes = new PassThrough();
  form.on('error', (error: Error) => bytes.destroy(error));
  // Nothing flows before somebody reads, and whoever stops reading ends the source as well.
  bytes.once('close', () => form.destroy());
  form.pipe(bytes);
  return { contentType, length, bytes };
};
