// Takes a multipart/form-data body apart as it arrives (RFC 7578), so that a simulated box can take a large file without
// holding it. Only what browsers send: no nesting, no transfer encodings.

/** What a form brought. */
export interface FormBody {
  readonly fields: ReadonlyMap<string, string>;
  /** Names of the file parts that were not empty. */
  readonly files: readonly string[];
  /** Names of all parts, in the order in which they came. */
  readonly order: readonly string[];
}

const FIELD_LIMIT_BYTES = 64 * 1024;

const parameter = (header: string, name: string): string | undefined => {
  const found = new RegExp(`[;\\s]${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(header)?.[1];
  return found?.replaceAll('%22', '"').replace(/\\(.)/g, '$1');
};

interface Part {
  readonly name: string;
  readonly isFile: boolean;
  bytes: Buffer;
  length: number;
}

const partOf = (head: string): Part => {
  const disposition = head.split('\r\n').find((line) => /^content-disposition:/i.test(line)) ?? '';
  return {
    name: parameter(disposition, 'name') ?? '',
    isFile: parameter(disposition, 'filename') !== undefined,
    bytes: Buffer.alloc(0),
    length: 0,
  };
};

/**
 * Reads the body to its end; bytes of files go to `onFile` as they come.
 * @throws RangeError where it is not multipart, ends early, or a field is too long.
 */
export const readMultipart = async (
  contentType: string,
  body: AsyncIterable<Buffer>,
  onFile: (name: string, chunk: Buffer) => void,
): Promise<FormBody> => {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!/^multipart\/form-data/i.test(contentType) || boundary === undefined) throw new RangeError('not multipart/form-data');
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const fields = new Map<string, string>();
  const files = new Set<string>();
  const order: string[] = [];
  // The first delimiter has no line break before it; with one put there it is like all others.
  let buffer: Buffer = Buffer.from('\r\n', 'latin1');
  let part: Part | undefined;
  let ended = false;

  const give = (bytes: Buffer): void => {
    if (!part || bytes.length === 0) return;
    part.length += bytes.length;
    if (part.isFile) {
      files.add(part.name);
      onFile(part.name, bytes);
    } else {
      if (part.length > FIELD_LIMIT_BYTES) throw new RangeError(`field ${part.name} is over 64 KiB`);
      part.bytes = Buffer.concat([part.bytes, bytes]);
    }
  };
  const finish = (): void => {
    if (part && !part.isFile) fields.set(part.name, part.bytes.toString('utf8'));
    part = undefined;
  };
  /** @returns whether there was something whole to take. */
  const take = (): boolean => {
    const found = buffer.indexOf(delimiter);
    if (found < 0) {
      const sure = Math.max(0, buffer.length - delimiter.length);
      give(buffer.subarray(0, sure));
      buffer = buffer.subarray(sure);
      return false;
    }
    const after = buffer.subarray(found + delimiter.length);
    const headEnd = after.indexOf('\r\n\r\n');
    if (after.subarray(0, 2).toString('latin1') === '--') ended = true;
    else if (headEnd < 0) return false;
    give(buffer.subarray(0, found));
    finish();
    if (ended) return false;
    part = partOf(after.subarray(0, headEnd).toString('utf8'));
    order.push(part.name);
    buffer = after.subarray(headEnd + 4);
    return true;
  };

  for await (const chunk of body) {
    if (ended) continue;
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    while (!ended && take());
  }
  if (!ended) throw new RangeError('the body ends before its last boundary');
  return { fields, files: [...files], order };
};
