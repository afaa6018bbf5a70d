// The multipart body that a browser would send for the form (RFC 7578): its fields first, the file last, with a length that is
// known before the first byte, so that the box can tell a broken upload from a whole one. Written here because the package for
// it brings a table of all media types, an eighth of the bundle.
import { randomUUID } from 'node:crypto';
import type { Upload } from '../../net/https-call.ts';
import type { Field } from './page-form.ts';

export interface UploadFile {
  readonly field: string;
  readonly fileName: string;
  readonly length: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** As browsers escape names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
const quoted = (name: string): string => `"${name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')}"`;

export const uploadBody = (fields: readonly Field[], file: UploadFile): Upload => {
  const boundary = `----twinbox${randomUUID().replaceAll('-', '')}`;
  const part = (disposition: string): string => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  const values = fields.map(({ name, value }) => `${part(`name=${quoted(name)}`)}\r\n${value}\r\n`);
  const fileHead = `${part(`name=${quoted(file.field)}; filename=${quoted(file.fileName)}`)}Content-Type: application/octet-stream\r\n\r\n`;
  const head = Buffer.from(`${values.join('')}${fileHead}`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* file.bytes;
    yield tail;
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + file.length + tail.length,
    bytes: bytes(),
  };
};
