// Checksums of a body as it passes, and the comparison with what the sender declared in headers or trailers.
import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../aws-error.ts';
import type { ChecksumName, Checksums } from './stored-object.ts';

/** Those that are computed. CRC32C and CRC64NVME are refused by name rather than accepted unchecked. */
const COMPUTED: readonly ChecksumName[] = ['crc32', 'sha1', 'sha256'];
const ALL: readonly ChecksumName[] = [...COMPUTED, 'crc32c', 'crc64nvme'];
const checksumHeader = (name: ChecksumName): string => `x-amz-checksum-${name}`;

export const checksumNamed = (text: string | undefined): ChecksumName | undefined =>
  ALL.find((name) => name === text?.toLowerCase().replace('crc-', 'crc'));

const crc32Base64 = (value: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
};

const checksumOf = (name: 'crc32' | 'sha1' | 'sha256', bytes: Uint8Array): string =>
  name === 'crc32' ? crc32Base64(crc32(bytes)) : createHash(name).update(bytes).digest('base64');

type Headers = Readonly<Record<string, string | undefined>>;

/** Which checksum the sender gives: in a header, or announced as a trailer. */
const declaredNames = (headers: Headers): ChecksumName[] =>
  ALL.filter(
    (name) =>
      headers[checksumHeader(name)] !== undefined || (headers['x-amz-trailer'] ?? '').includes(checksumHeader(name)),
  );

export class RunningChecksums {
  readonly #headers: Headers;
  readonly #md5 = createHash('md5');
  readonly #hashes = new Map<ChecksumName, Hash>();
  #crc32: number | undefined;
  #sizeBytes = 0;

  constructor(headers: Headers) {
    this.#headers = headers;
    const names = declaredNames(headers);
    const refused = names.find((name) => !COMPUTED.includes(name));
    if (refused !== undefined) throw new AwsError('NotImplemented', `checksum ${refused} is not emulated`, 501);
    if (names.includes('crc32')) this.#crc32 = 0;
    for (const name of ['sha1', 'sha256'] as const) if (names.includes(name)) this.#hashes.set(name, createHash(name));
    if (/^[0-9a-f]{64}$/.test(headers['x-amz-content-sha256'] ?? '') && !this.#hashes.has('sha256'))
      this.#hashes.set('sha256', createHash('sha256'));
  }

  update(chunk: Uint8Array): void {
    this.#sizeBytes += chunk.length;
    this.#md5.update(chunk);
    for (const hash of this.#hashes.values()) hash.update(chunk);
    if (this.#crc32 !== undefined) this.#crc32 = crc32(chunk, this.#crc32);
  }

  /** Throws BadDigest, IncompleteBody or XAmzContentSHA256Mismatch when something declared does not hold. */
  finish(trailers: ReadonlyMap<string, string>, declaredBytes: number | undefined) {
    if (declaredBytes !== undefined && declaredBytes !== this.#sizeBytes)
      throw new AwsError(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the Content-Length HTTP header.',
      );
    const md5 = this.#md5.digest();
    const declaredMd5 = this.#headers['content-md5'];
    if (declaredMd5 !== undefined && declaredMd5 !== md5.toString('base64'))
      throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    const computed: Checksums = this.#crc32 === undefined ? {} : { crc32: crc32Base64(this.#crc32) };
    for (const [name, hash] of this.#hashes) computed[name] = hash.digest('base64');
    const payloadHash = this.#headers['x-amz-content-sha256'] ?? '';
    if (
      /^[0-9a-f]{64}$/.test(payloadHash) &&
      Buffer.from(computed.sha256 ?? '', 'base64').toString('hex') !== payloadHash
    )
      throw new AwsError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    const checksums: Checksums = {};
    for (const name of declaredNames(this.#headers)) {
      const declared = this.#headers[checksumHeader(name)] ?? trailers.get(checksumHeader(name));
      const value = computed[name];
      if (declared !== value)
        throw new AwsError(
          'BadDigest',
          `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
        );
      if (value !== undefined) checksums[name] = value;
    }
    return { md5, sizeBytes: this.#sizeBytes, checksums };
  }
}

/** A composite checksum: over the parts' own checksums, with their number. */
export const compositeChecksum = (name: 'crc32' | 'sha1' | 'sha256', parts: readonly string[]): string =>
  `${checksumOf(name, Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))))}-${parts.length}`;
