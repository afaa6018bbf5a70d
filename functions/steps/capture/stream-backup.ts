// Streams a backup from the appliance to the upload and judges its first bytes: what begins like an error page is never
// uploaded. It does not complete the upload.
import type { BackupBody } from '../../appliance/appliance.ts';
import { releaseBuffer } from '../../contract/runtime/release-buffer.ts';
import { backupSample, JUDGED_BYTES, type SampleFacts } from '../../domain/backup/backup-sample.ts';
import { type BackupVerdict, judgeStart } from '../../domain/backup/backup-verdict.ts';
import { type Failure, failure } from '../../domain/failure/failure.ts';
import type { CaptureUpload } from '../../store/vault/vault.ts';

/** @throws a failure with the fault's name if the verdict is `failed` */
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
 * Streams the body to the upload. @returns the sample for judging the whole backup.
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
    // Hold the first bytes until there are enough to judge.
    held.push(chunk);
    if (bytes < JUDGED_BYTES) continue;
    refuseFailed(appliance, judgeStart(sample.facts()));
    for (const early of held) await pass(early);
    held = undefined;
  }
  // `judgeWhole` judges a body this short.
  for (const early of held ?? []) await pass(early);
  return sample.facts();
};
