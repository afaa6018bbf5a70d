// Takes a backup's bytes from the appliance to the shelf, judging them on the way: what begins like an error page is never uploaded,
// and nothing is completed here.
import type { BackupBody } from '../../appliance/appliance.ts';
import { releaseBuffer } from '../../contract/runtime/release-buffer.ts';
import { backupSample, JUDGED_BYTES, type SampleFacts } from '../../domain/backup/backup-sample.ts';
import { type BackupVerdict, judgeStart } from '../../domain/backup/backup-verdict.ts';
import { type Failure, failure } from '../../domain/failure/failure.ts';
import type { CaptureUpload } from '../../store/vault/vault.ts';

/** @throws the fault's name where the verdict is a failure. */
export const refuseFailed = (appliance: string, verdict: BackupVerdict): void => {
  if (verdict.verdict !== 'failed') return;
  throw failure(
    verdict.fault,
    `what ${appliance} sent is not a backup: ${verdict.reason}`,
    'Take a backup by hand on the appliance; if that works, compare the API account and its backup permission with the secret.',
  );
};

const tooBig = (appliance: string, bytes: number, maxBytes: number): Failure =>
  failure(
    'BackupTooBig',
    `the backup of ${appliance} is too big: expected at most ${maxBytes} bytes (backup.maxBytes), found ${bytes} bytes`,
  );

/**
 * Streams the body to the upload. @returns what is kept of it for the judgement of the whole.
 * @throws BackupEmpty, BackupIsErrorPage, BackupTooBig
 */
export const streamBackup = async (
  appliance: string,
  body: BackupBody,
  upload: CaptureUpload,
  maxBytes: number,
): Promise<SampleFacts> => {
  const { contentLength = 0 } = body;
  const sample = backupSample();
  let held: Uint8Array[] | undefined = [];
  let bytes = 0;
  const pass = async (chunk: Uint8Array): Promise<void> => {
    await upload.write(chunk);
    releaseBuffer(chunk);
  };
  for await (const chunk of body.bytes) {
    bytes += chunk.length;
    const coming = Math.max(bytes, contentLength);
    if (coming > maxBytes) throw tooBig(appliance, coming, maxBytes);
    sample.add(chunk);
    if (!held) {
      await pass(chunk);
      continue;
    }
    // The first bytes are held back until there are enough to judge.
    held.push(chunk);
    if (bytes < JUDGED_BYTES) continue;
    refuseFailed(appliance, judgeStart(sample.facts()));
    for (const early of held) await pass(early);
    held = undefined;
  }
  // A body this short is judged with the whole.
  for (const early of held ?? []) await pass(early);
  return sample.facts();
};
