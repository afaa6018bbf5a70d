// Takes a backup's bytes from the box to the shelf, judging them on the way: what begins like an error page is never uploaded,
// and nothing is completed here.
import type { BackupBody } from '../appliance/appliance.ts';
import { NamedError } from '../contract/named-error.ts';
import { spend } from '../contract/spent-bytes.ts';
import { type BackupVerdict, JUDGED_BYTES, judgeStart } from '../domain/backup-judgement.ts';
import type { CaptureUpload } from '../store/vault.ts';

/** @throws the fault's name where the verdict is a failure. */
export const refuseFailed = (appliance: string, verdict: BackupVerdict): void => {
  if (verdict.verdict !== 'failed') return;
  throw new NamedError(
    verdict.fault,
    `what ${appliance} sent is no backup: ${verdict.because}`,
    'Take a backup by hand on the box; if that works, compare the API account and its backup permission with the secret.',
  );
};

/** Streams the body to the upload. @returns the first bytes, for the judgement of the whole. */
export const streamBackup = async (appliance: string, body: BackupBody, upload: CaptureUpload): Promise<Uint8Array> => {
  const { contentType, contentLength } = body;
  let first: Uint8Array = new Uint8Array(0);
  let judged = false;
  const judge = (): void => {
    judged = true;
    refuseFailed(
      appliance,
      judgeStart({ contentType, firstBytes: first, ...(contentLength === undefined ? {} : { contentLength }) }),
    );
  };
  for await (const chunk of body.bytes) {
    if (judged) {
      await upload.write(chunk);
      spend(chunk);
      continue;
    }
    // The first bytes are held back until there are enough to judge.
    const held = new Uint8Array(first.length + chunk.length);
    held.set(first);
    held.set(chunk, first.length);
    first = held;
    if (first.length < JUDGED_BYTES) continue;
    judge();
    await upload.write(first);
  }
  // A body this short is judged with the whole.
  if (!judged) await upload.write(first);
  return first.slice(0, JUDGED_BYTES);
};
