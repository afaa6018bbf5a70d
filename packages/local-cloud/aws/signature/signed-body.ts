// The body that a signature speaks for: hashed as it arrives where the request names its hash, held whole where the
// service hashes it.
import { createHash, type Hash } from 'node:crypto';
import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../aws-error.ts';
import { readAll, type WireRequest } from '../wire/wire.ts';
import type { SignatureStyle } from './signature-style.ts';

const HASH = /^[0-9a-f]{64}$/;

const mismatch = (): AwsError =>
  new AwsError(
    'XAmzContentSHA256Mismatch',
    'The provided x-amz-content-sha256 header does not match what was computed.',
    400,
  );

/** Passes bytes on, and fails at their end where they are not those that were signed. */
class HashedBody extends Transform {
  readonly #hash: Hash = createHash('sha256');
  readonly #expected: string;

  constructor(expected: string) {
    super();
    this.#expected = expected;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#hash.digest('hex') === this.#expected ? null : mismatch());
  }
}

/** A request whose body is held to what was signed. */
export interface HeldRequest {
  readonly request: WireRequest;
  /** The whole body, where the service hashes it itself. */
  readonly bytes?: Uint8Array;
  /** Whether that body is the one whose hash the request names. */
  readonly fits: boolean;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Where S3 streams the body, its stream ends with XAmzContentSHA256Mismatch if it is another than was signed. */
export const heldToItsHash = async (request: WireRequest, { hashesBody }: SignatureStyle): Promise<HeldRequest> => {
  const named = request.headers['x-amz-content-sha256'] ?? '';
  if (hashesBody) {
    const bytes = await readAll(request.body);
    const body = Readable.from(bytes.length > 0 ? [bytes] : []);
    return { request: { ...request, body }, bytes, fits: !HASH.test(named) || hashOf(bytes) === named };
  }
  const isEmpty =
    (request.headers['content-length'] ?? '0') === '0' && request.headers['transfer-encoding'] === undefined;
  if (isEmpty || !HASH.test(named)) return { request, fits: true };
  // Whoever reads the body hears of its failure; a sender that dies ends it like any other.
  const body = pipeline(request.body, new HashedBody(named), () => undefined);
  return { request: { ...request, body }, fits: true };
};
