// A backup's bytes, with failures that say what happened to the backup: truncated, or out of time.
import { failure } from '../../domain/failure/failure.ts';

export async function* brokenOff(
  bytes: AsyncIterable<Uint8Array>,
  where: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  try {
    for await (const chunk of bytes) {
      count += chunk.length;
      yield chunk;
    }
    signal.throwIfAborted();
  } catch (error) {
    if (signal.aborted) {
      throw failure(
        'BackupTimedOut',
        `the backup of ${where} was not complete in time; ${count} bytes had arrived`,
        undefined,
        error,
      );
    }
    throw failure('BackupTruncated', `the backup of ${where} broke off after ${count} bytes`, undefined, error);
  }
}
