// Judges a backup by what came, since the status proves nothing: an appliance has been seen to send an error text as a
// successful backup. Pure; asked once with the first bytes, and once more at the end, before the upload is completed.

import { type Fingerprint, fallenTotals } from './fingerprint.ts';

/** What is known of the body so far. */
export interface BackupFacts {
  readonly contentType: string;
  /** Where the answer named a length. */
  readonly contentLength?: number;
  /** The first bytes, up to JUDGED_BYTES of them. */
  readonly firstBytes: Uint8Array;
}

export interface WholeBackupFacts extends BackupFacts {
  readonly bytes: number;
  /** Size of the newest backup that is not suspect; undefined where there is none. */
  readonly lastGoodBytes?: number;
  /** What the box held when the backup was begun, and what the last good backup held; left out where nobody could tell. */
  readonly fingerprint?: Fingerprint;
  readonly lastGoodFingerprint?: Fingerprint;
  /** A backup smaller than this share of the last good one is suspect, and one of a box that holds less than this share of anything. */
  readonly minShrinkRatio: number;
}

export type BackupFault = 'BackupEmpty' | 'BackupIsErrorPage' | 'BackupTruncated';

/** `suspect`: kept and alarmed, never chosen by itself. */
export type BackupVerdict =
  | { readonly verdict: 'good' }
  | { readonly verdict: 'suspect'; readonly because: string }
  | { readonly verdict: 'failed'; readonly fault: BackupFault; readonly because: string };

/** How many first bytes are worth waiting for. */
export const JUDGED_BYTES = 512;

const good = { verdict: 'good' } as const;
const failed = (fault: BackupFault, because: string): BackupVerdict => ({ verdict: 'failed', fault, because });

const TEXT_TYPES = /^(text\/|application\/(json|xml|xhtml\+xml|problem\+json))/i;
const REFUSALS = /^(invalid credentials|access[_ ]denied|error[: ])/i;

/** Judges what the first bytes show, before anything is stored. */
export const judgeStart = ({ contentType, firstBytes }: BackupFacts): BackupVerdict => {
  if (firstBytes.length === 0) return failed('BackupEmpty', 'the body is empty');
  if (TEXT_TYPES.test(contentType.trim())) return failed('BackupIsErrorPage', `the content type is ${contentType}`);
  const text = new TextDecoder('latin1')
    .decode(firstBytes.subarray(0, JUDGED_BYTES))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (text === '') return failed('BackupEmpty', 'the body begins with nothing but blanks');
  if (text.startsWith('<')) return failed('BackupIsErrorPage', 'the body begins like HTML or XML');
  if (text.startsWith('{') || text.startsWith('[')) return failed('BackupIsErrorPage', 'the body begins like JSON');
  if (REFUSALS.test(text)) return failed('BackupIsErrorPage', 'the body is a refusal in plain text');
  return good;
};

/** Judges the whole, once its last byte has come. */
export const judgeWhole = (facts: WholeBackupFacts): BackupVerdict => {
  const start = judgeStart(facts);
  if (start.verdict !== 'good') return start;
  const { bytes, contentLength, lastGoodBytes, minShrinkRatio } = facts;
  if (contentLength !== undefined && bytes !== contentLength) {
    return failed('BackupTruncated', `${bytes} bytes came of ${contentLength}`);
  }
  if (lastGoodBytes !== undefined && bytes < lastGoodBytes * minShrinkRatio) {
    return { verdict: 'suspect', because: `shrunken: ${bytes} bytes, the last good one had ${lastGoodBytes}` };
  }
  const fallen = fallenTotals(facts.lastGoodFingerprint ?? {}, facts.fingerprint ?? {}, minShrinkRatio);
  if (fallen.length > 0) return { verdict: 'suspect', because: `fallen totals: ${fallen.join('; ')}` };
  return good;
};

/** What no backup of the appliance holds, whoever takes it: the vendor's own list. Every report repeats it. */
export const NOT_IN_BACKUP: readonly string[] = [
  'session recordings',
  'file-store files of 200 KB or more, and all beyond 50 files',
  'the Vault encryption key',
  'everything under /appliance: addresses, routes, TLS settings, certificates',
];
