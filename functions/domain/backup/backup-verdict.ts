// Judges a backup by its bytes, since status and content type prove nothing: an appliance has been observed to send an
// error text as a successful backup, and proxies set arbitrary labels. Pure. Called with the first bytes, and again
// before the upload completes.

import type { FailureName } from '../failure/failure-name.ts';
import { type Fingerprint, fallenTotals } from '../identity/fingerprint.ts';
import type { Suspicion, SuspicionKind } from '../trust/suspicion.ts';
import type { SampleFacts } from './backup-sample.ts';
import { isText, leadingText, trailingText } from './byte-kind.ts';

/** The facts of the body so far. */
export interface BackupFacts {
  /** If the answer named a length. */
  readonly contentLength?: number;
  /** The first bytes, up to JUDGED_BYTES of them. */
  readonly firstBytes: Uint8Array;
}

/** The reference for a new backup: the best of the good ones. */
export interface Baseline {
  readonly bytes: number;
  /** Of each collection the highest total; absent if unknown. */
  readonly fingerprint?: Fingerprint;
  /** Whether a good one of them is text. */
  readonly hasText?: boolean;
}

export interface WholeBackupFacts extends BackupFacts, Partial<SampleFacts> {
  readonly firstBytes: Uint8Array;
  readonly bytes: number;
  /** False if only the end of the connection ended the body. */
  readonly endProven?: boolean;
  /** Absent if there is no good backup yet: then this is the first. */
  readonly baseline?: Baseline;
  /** What the appliance held when the backup began; absent if unknown. */
  readonly fingerprint?: Fingerprint;
  /** A first backup of this size or below is suspect. */
  readonly minBytes: number;
  /** A backup is suspect if its size, or any total of its appliance, is below this share of the best. */
  readonly minShrinkRatio: number;
}

export type BackupFault = Extract<FailureName, 'BackupEmpty' | 'BackupIsErrorPage' | 'BackupTruncated'>;

/** `suspect`: kept, with an alarm, and never chosen automatically. */
export type BackupVerdict =
  | { readonly verdict: 'good' }
  | { readonly verdict: 'suspect'; readonly reason: string; readonly kinds: readonly SuspicionKind[] }
  | { readonly verdict: 'failed'; readonly fault: BackupFault; readonly reason: string };

const good = { verdict: 'good' } as const;
const failed = (fault: BackupFault, reason: string): BackupVerdict => ({ verdict: 'failed', fault, reason });

const REFUSALS = /^(invalid credentials|access[_ ]denied|error[: ])/i;

/** This much text before binary data is a message, not a coincidence. */
const MESSAGE_LETTERS = 16;

/** What the first bytes are instead of a backup; undefined if they may be the start of one. */
const answerIn = (firstBytes: Uint8Array): string | undefined => {
  const text = leadingText(firstBytes).trimStart();
  if (!isText(firstBytes) && text.length < MESSAGE_LETTERS) return undefined;
  if (/^<[!?/a-z]/i.test(text) || (text.startsWith('<') && isText(firstBytes)))
    return 'the body begins like HTML or XML';
  if (/^[{[]/.test(text)) return 'the body begins like JSON';
  return REFUSALS.test(text) ? 'the body is a refusal in plain text' : undefined;
};

/** Judges what the first bytes show, before anything is stored. */
export const judgeStart = ({ firstBytes }: BackupFacts): BackupVerdict => {
  if (firstBytes.length === 0) return failed('BackupEmpty', 'the body is empty');
  if (isText(firstBytes) && leadingText(firstBytes).trim() === '')
    return failed('BackupEmpty', 'the body begins with blanks only');
  const answer = answerIn(firstBytes);
  return answer === undefined ? good : failed('BackupIsErrorPage', answer);
};

const LAST_WORDS =
  /(fatal|parse|internal|server|syntax) error|\berror:|uncaught|exception|traceback|unavailable|denied|timed? ?out|out of memory|memory size|<\/(html|body|b)>/i;

/** Suspicions from the bytes themselves. */
const suspicionsOfContent = (facts: WholeBackupFacts): readonly Suspicion[] => {
  const { firstBytes, lastBytes, onlyByte, baseline } = facts;
  const content = facts.content ?? (isText(firstBytes) ? 'text' : 'binary');
  const found: Suspicion[] = [];
  if (facts.endProven === false) {
    const reason = 'end not proven: the answer had neither a length nor chunks, so a truncated body cannot be detected';
    found.push({ kind: 'end-not-proven', reason });
  }
  if (content === 'text' && !baseline?.hasText)
    found.push({ kind: 'not-binary', reason: 'not binary: the body is printable text' });
  if (onlyByte !== undefined)
    found.push({ kind: 'one-byte', reason: `one byte: every byte is 0x${onlyByte.toString(16).padStart(2, '0')}` });
  if (content === 'binary' && lastBytes !== undefined && LAST_WORDS.test(trailingText(lastBytes)))
    found.push({ kind: 'ends-in-message', reason: 'ends in a message: its last bytes are an error in plain text' });
  return found;
};

const zeroTotals = (fingerprint: Fingerprint): boolean => {
  const totals = Object.values(fingerprint);
  return totals.length > 0 && totals.every((total) => total === 0);
};

const suspicionsOfFirst = ({ bytes, minBytes, fingerprint = {} }: WholeBackupFacts): readonly Suspicion[] => {
  const small = `too small for a first backup: expected more than backup.minBytes (${minBytes}), found ${bytes} bytes`;
  const none = `no totals: every total of the appliance is zero (${Object.keys(fingerprint).join(', ')})`;
  return [
    ...(bytes > minBytes ? [] : [{ kind: 'too-small', reason: small } as const]),
    ...(zeroTotals(fingerprint) ? [{ kind: 'no-totals', reason: none } as const] : []),
  ];
};

const suspicionsAgainst = (
  best: Baseline,
  { bytes, fingerprint = {}, minShrinkRatio }: WholeBackupFacts,
): readonly Suspicion[] => {
  const fallen = fallenTotals(best.fingerprint ?? {}, fingerprint, minShrinkRatio);
  const shrunken = `shrunken: ${bytes} bytes, while the best good backup has ${best.bytes}`;
  return [
    ...(bytes < best.bytes * minShrinkRatio ? [{ kind: 'shrunken', reason: shrunken } as const] : []),
    ...(fallen.length > 0 ? [{ kind: 'fallen-totals', reason: `fallen totals: ${fallen.join('; ')}` } as const] : []),
  ];
};

/** Judges the complete body. */
export const judgeWhole = (facts: WholeBackupFacts): BackupVerdict => {
  const start = judgeStart(facts);
  if (start.verdict !== 'good') return start;
  const { bytes, contentLength, baseline } = facts;
  if (contentLength !== undefined && bytes !== contentLength) {
    return failed('BackupTruncated', `expected ${contentLength} bytes, received ${bytes}`);
  }
  const compared = baseline ? suspicionsAgainst(baseline, facts) : suspicionsOfFirst(facts);
  const suspicions = [...suspicionsOfContent(facts), ...compared];
  if (suspicions.length === 0) return good;
  return {
    verdict: 'suspect',
    reason: suspicions.map(({ reason }) => reason).join('; '),
    kinds: suspicions.map(({ kind }) => kind),
  };
};

/** What no backup of the appliance includes, by the vendor's own list. Every report repeats it. */
export const NOT_IN_BACKUP: readonly string[] = [
  'session recordings',
  'file-store files of 200 KB or more, and all beyond 50 files',
  'the Vault encryption key',
  'everything under /appliance: addresses, routes, TLS settings, certificates',
];
