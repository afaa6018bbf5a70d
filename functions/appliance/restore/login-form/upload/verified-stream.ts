// Passes a backup through as it arrives, but holds back its last piece until length and hash of the whole match the
// manifest. So a damaged backup never completes an upload.
import { createHash } from 'node:crypto';
import { type Failure, failure, isFailure } from '../../../../domain/failure/failure.ts';
import type { BackupManifest } from '../../../../domain/model/backup-manifest.ts';

export interface VerifiedStream {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** True once the last piece was handed on: from then on the receiver may have the whole file. */
  readonly complete: boolean;
  /** Why the stream itself broke off, if it did. */
  readonly failure: Failure | undefined;
}

export const verifiedStream = (source: AsyncIterable<Uint8Array>, backup: BackupManifest): VerifiedStream => {
  let [complete, broken]: [boolean, Failure | undefined] = [false, undefined];
  const differs = (what: string): Failure =>
    failure(
      'FileRefused',
      `${backup.backupId} in the backup store has ${what}; Twinbox broke off its upload before it was complete`,
      'The appliance did not get the whole file, and nothing was restored. Twinbox may try the next older backup.',
    );
  const brokeOff = (error: unknown): Failure =>
    failure(
      'RestoreRefused',
      `the backup store stopped sending ${backup.backupId} (${error instanceof Error ? error.name : 'unknown'})`,
      'The appliance did not get the whole file, and nothing was restored. Start again.',
      error,
    );
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let [count, held]: [number, Uint8Array | undefined] = [0, undefined];
    try {
      for await (const chunk of source) {
        hash.update(chunk);
        count += chunk.length;
        if (count > backup.bytes) throw differs(`more than ${backup.bytes} bytes`);
        if (held) yield held;
        held = chunk;
      }
      if (count !== backup.bytes) throw differs(`${count} bytes instead of ${backup.bytes}`);
      if (hash.digest('hex') !== backup.sha256) throw differs('a SHA-256 that differs from its manifest');
    } catch (error) {
      broken = isFailure(error) ? error : brokeOff(error);
      throw broken;
    }
    complete = true;
    if (held) yield held;
  }
  return {
    bytes: bytes(),
    get complete() {
      return complete;
    },
    get failure() {
      return broken;
    },
  };
};
