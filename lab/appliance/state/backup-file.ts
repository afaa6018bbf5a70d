// The lab's stand-in for the vendor's proprietary .nsb file: opaque bytes, bound to product, version, build, site and
// password, with a seal at the end by which only the appliance itself detects damage and truncation.
//
//   magic 12 | salt 16 | length 4, binding (sealed with the product's key) | length 4, content (sealed with the
// password) | filler | "NSBE" | SHA-256 of all before
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const MAGIC = Buffer.from('\x89NSB\r\n\x1a\nLAB1', 'latin1');
const TRAILER_MAGIC = Buffer.from('NSBE', 'latin1');
const TRAILER_BYTES = TRAILER_MAGIC.length + 32;
const HEAD_LIMIT_BYTES = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** What the appliance must match for a file to be restored. */
export interface BackupBinding {
  readonly product: string;
  readonly version: string;
  readonly build: string;
  readonly siteName: string;
}

/** What a file brings along: the configuration with the accounts in it, as JSON text. */
export interface BackupContent {
  readonly binding: BackupBinding;
  readonly content: string;
  readonly password: string | undefined;
}

/** Why an appliance cannot use a file, as it reports to the person who uploaded it. */
export class UnusableBackup extends Error {
  readonly why: 'not-a-backup' | 'damaged' | 'wrong-password';
  constructor(why: UnusableBackup['why'], message: string) {
    super(message);
    this.name = 'UnusableBackup';
    this.why = why;
  }
}

const keyFor = (salt: Buffer, word: string): Buffer => createHash('sha256').update(salt).update(word).digest();

const seal = (salt: Buffer, word: string, text: string): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(salt, word), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
};

const unseal = (salt: Buffer, word: string, sealed: Buffer): string => {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(salt, word), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
};

const PRODUCT_WORD = 'lab product key';
const passwordWord = (password: string | undefined): string => `password:${password ?? ''}`;

/** The bytes of a backup, at least `bytes` long, in chunks of up to 64 KiB; the filler does not compress. */
export function* writeBackup(backup: BackupContent, bytes: number): Generator<Buffer> {
  const hash = createHash('sha256');
  const salt = randomBytes(16);
  const head = Buffer.concat([
    MAGIC,
    salt,
    seal(salt, PRODUCT_WORD, JSON.stringify(backup.binding)),
    seal(salt, passwordWord(backup.password), backup.content),
  ]);
  hash.update(head);
  yield head;
  const filler = createCipheriv('aes-256-ctr', keyFor(salt, 'filler'), Buffer.alloc(16));
  const zeros = Buffer.alloc(CHUNK_BYTES);
  for (let left = bytes - head.length - TRAILER_BYTES; left > 0; left -= CHUNK_BYTES) {
    const chunk = filler.update(zeros.subarray(0, Math.min(left, CHUNK_BYTES)));
    hash.update(chunk);
    yield chunk;
  }
  hash.update(TRAILER_MAGIC);
  yield Buffer.concat([TRAILER_MAGIC, hash.digest()]);
}

/** Reads a file as it arrives and keeps only its head. */
export interface BackupReader {
  add(chunk: Buffer): void;
  /** SHA-256 in hex of all bytes added. */
  sha256(): string;
  /** Throws UnusableBackup unless the file is whole and intact. */
  binding(): BackupBinding;
  /** Throws UnusableBackup when the password is not the file's. */
  open(password: string | undefined): string;
}

const takeSealed = (head: Buffer, offset: number): Buffer => {
  const length = head.length >= offset + 4 ? head.readUInt32BE(offset) : Number.POSITIVE_INFINITY;
  if (offset + 4 + length > head.length)
    throw new UnusableBackup('damaged', 'The backup file is damaged or incomplete.');
  return head.subarray(offset + 4, offset + 4 + length);
};

export const readBackup = (): BackupReader => {
  const whole = createHash('sha256');
  const body = createHash('sha256');
  let head: Buffer = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  const bindingAt = MAGIC.length + 16;
  const check = (): void => {
    if (!head.subarray(0, MAGIC.length).equals(MAGIC))
      throw new UnusableBackup('not-a-backup', 'The uploaded file is not a configuration backup.');
    const seals = Buffer.concat([TRAILER_MAGIC, body.copy().update(TRAILER_MAGIC).digest()]);
    if (!tail.equals(seals)) throw new UnusableBackup('damaged', 'The backup file is damaged or incomplete.');
  };
  return {
    add: (chunk) => {
      whole.update(chunk);
      if (head.length < HEAD_LIMIT_BYTES)
        head = Buffer.concat([head, chunk.subarray(0, HEAD_LIMIT_BYTES - head.length)]);
      const joined = Buffer.concat([tail, chunk]);
      const keep = Math.max(0, joined.length - TRAILER_BYTES);
      body.update(joined.subarray(0, keep));
      tail = joined.subarray(keep);
    },
    sha256: () => whole.copy().digest('hex'),
    binding: () => {
      check();
      return JSON.parse(
        unseal(head.subarray(MAGIC.length, bindingAt), PRODUCT_WORD, takeSealed(head, bindingAt)),
      ) as BackupBinding;
    },
    open: (password) => {
      check();
      const sealed = takeSealed(head, bindingAt + 4 + takeSealed(head, bindingAt).length);
      try {
        return unseal(head.subarray(MAGIC.length, bindingAt), passwordWord(password), sealed);
      } catch (error) {
        throw new UnusableBackup('wrong-password', `The backup password is incorrect (${String(error)}).`);
      }
    },
  };
};
