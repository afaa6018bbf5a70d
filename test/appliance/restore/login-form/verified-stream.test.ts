// The last piece of a backup is kept back until the whole is known to be right: a damaged one never completes an
// upload.
import { createHash } from 'node:crypto';
import { verifiedStream } from '../../../../functions/appliance/restore/login-form/upload/verified-stream.ts';
import type { BackupManifest } from '../../../../functions/domain/model/backup-manifest.ts';

const PIECES = ['first,', 'second,', 'last'].map((text) => Buffer.from(text));
const WHOLE = Buffer.concat(PIECES);
const manifestOf = (bytes: Buffer): BackupManifest =>
  ({
    backupId: '20261122T201503Z-0a1b2c3d',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }) as BackupManifest;

/** What a receiver has got when the stream is over, and how it was over. */
const received = async (source: AsyncIterable<Uint8Array>, manifest: BackupManifest) => {
  const stream = verifiedStream(source, manifest);
  const got: string[] = [];
  const whenGot: boolean[] = [];
  try {
    for await (const piece of stream.bytes) {
      got.push(Buffer.from(piece).toString());
      whenGot.push(stream.complete);
    }
  } catch (error) {
    return { got, whenGot, complete: stream.complete, thrown: error, failure: stream.failure };
  }
  return { got, whenGot, complete: stream.complete, failure: stream.failure };
};

async function* given(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

test('a right backup goes through whole, and is complete with its last piece only', async () => {
  expect(await received(given(...PIECES), manifestOf(WHOLE))).toEqual({
    got: ['first,', 'second,', 'last'],
    whenGot: [false, false, true],
    complete: true,
    failure: undefined,
  });
});

test.each([
  ['with another byte', [Buffer.from('First,'), ...PIECES.slice(1)], manifestOf(WHOLE), ['First,', 'second,']],
  ['that is too short', PIECES.slice(0, 2), manifestOf(WHOLE), ['first,']],
  ['that is too long', PIECES, manifestOf(WHOLE.subarray(0, -1)), ['first,']],
  ['of one wrong piece', [Buffer.from('x')], manifestOf(Buffer.from('y')), []],
])('of a backup %s the last piece is never handed on', async (_what, pieces, manifest, got) => {
  const end = await received(given(...pieces), manifest);
  expect(end).toMatchObject({
    got,
    complete: false,
    thrown: { name: 'FileRefused' },
    failure: { name: 'FileRefused' },
  });
});

test('a vault that breaks off is no fault of the file, and nothing more is handed on', async () => {
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield* PIECES;
    throw new Error('the connection was reset');
  }
  const end = await received(breaking(), manifestOf(WHOLE));
  expect(end).toMatchObject({ got: ['first,', 'second,'], complete: false, failure: { name: 'RestoreRefused' } });
});
