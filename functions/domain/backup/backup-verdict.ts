// Judges a backup by what came, since neither status nor content type proves anything: an appliance has been seen to send an error
// text as a successful backup, and proxies label as they like. Pure; asked once with the first bytes, and once more at the end,
// before the upload is completed.

import type { FailureName } from '../failure/failure-name.ts';
import { type Fingerprint, fallenTotals } from '../identity/fingerprint.ts';
import type { Suspicion, SuspicionKind } from '../trust/suspicion.ts';
import type { SampleFacts } from './backup-sample.ts';
import { isText, leadingText, trailingText } from './byte-kind.ts';

/** What is known of the body so far. */
export interface BackupFacts {
  /** Where the answer named a length. */
  readonly contentLength?: number;
  /** The first bytes, up to JUDGED_BYTES of them. */
  readonly firstBytes: Uint8Array;
}

/** What a new backup is held against: the best of those that count as good. */
export interface Baseline {
  readonly bytes: number;
  /** Of each collection the highest total; left out where nobody could tell. */
  readonly fingerprint?: Fingerprint;
  /** Whether a good one among them is text. */
  readonly hasText?: boolean;
}

export interface WholeBackupFacts extends BackupFacts, Partial<SampleFacts> {
  readonly firstBytes: Uint8Array;
  readonly bytes: number;
  /** False where only the end of the connection ended the body. */
  readonly endProven?: boolean;
  /** Left out where no backup is good so far: then this is the first. */
  readonly baseline?: Baseline;
  /** What the appliance held when the backup was begun; left out where nobody could tell. */
  readonly fingerprint?: Fingerprint;
  /** A first backup of no more bytes is suspect. */
  readonly minBytes: number;
  /** A backup smaller than this share of the best is suspect, and one of an appliance that holds less than this share of anything. */
  readonly minShrinkRatio: number;
}

export type BackupFault = Extract<FailureName, 'BackupEmpty' | 'BackupIsErrorPage' | 'BackupTruncated'>;

/** `suspect`: kept and alarmed, never chosen by itself. */
export type BackupVerdict =
  | { readonly verdict: 'good' }
  | { readonly verdict: 'suspect'; readonly reason: string; readonly kinds: readonly SuspicionKind[] }
  | { readonly verdict: 'failed'; readonly fault: BackupFault; readonly reason: string };

const good = { verdict: 'good' } as const;
const failed = (fault: BackupFault, reason: string): BackupVerdict => ({ verdict: 'failed', fault, reason });

const REFUSALS = /^(invalid credentials|access[_ ]denied|error[: ])/i;

/** A text of so many letters before other bytes is a message, and no accident. */
const MESSAGE_LETTERS = 16;

/** What the first bytes are instead of a backup; undefined where they may begin one. */
const answerIn = (firstBytes: Uint8Array): string | undefined => {
  const text = leadingText(firstBytes).trimStart();
  if (!isText(firstBytes) && text.length < MESSAGE_LETTERS) return undefined;
  if (/^<[!?/a-z]/i.test(text) || (text.startsWith('<') && isText(firstBytes))) return 'the body begins like HTML or XML';
  if (/^[{[]/.test(text)) return 'the body begins like JSON';
  return REFUSALS.test(text) ? 'the body is a refusal in plain text' : undefined;
};

/** Judges what the first bytes show, before anything is stored. */
export const judgeStart = ({ firstBytes }: BackupFacts): BackupVerdict => {
  if (firstBytes.length === 0) return failed('BackupEmpty', 'the body is empty');
  if (isText(firstBytes) && leadingText(firstBytes).trim() === '')
    return failed('BackupEmpty', 'the body begins with nothing but blanks');
  const answer = answerIn(firstBytes);
  return answer === undefined ? good : failed('BackupIsErrorPage', answer);
};

const LAST_WORDS =
  /(fatal|parse|internal|server|syntax) error|\berror:|uncaught|exception|traceback|unavailable|denied|timed? ?out|out of memory|memory size|<\/(html|body|b)>/i;

/** What the bytes themselves make one think of. */
const suspicionsOfContent = (facts: WholeBackupFacts): readonly Suspicion[] => {
  const { firstBytes, lastBytes, onlyByte, baseline } = facts;
  const content = facts.content ?? (isText(firstBytes) ? 'text' : 'binary');
  const found: Suspicion[] = [];
  if (facts.endProven === false) {
    const reason =
      'end not proven: the answer named no length and came in no chunks, so that a body which was cut looks the same';
    found.push({ kind: 'end-not-proven', reason });
  }
  if (content === 'text' && !baseline?.hasText)
    found.push({ kind: 'not-binary', reason: 'not binary: the body is printable text' });
  if (onlyByte !== undefined)
    found.push({ kind: 'one-byte', reason: `one byte: all of it is 0x${onlyByte.toString(16).padStart(2, '0')}` });
  if (content === 'binary' && lastBytes !== undefined && LAST_WORDS.test(trailingText(lastBytes)))
    found.push({ kind: 'ends-in-message', reason: 'ends in a message: its last bytes are an error in plain text' });
  return found;
};

const zeroTotals = (fingerprint: Fingerprint): boolean => {
  const totals = Object.values(fingerprint);
  return totals.length > 0 && totals.every((total) => total === 0);
};

const suspicionsOfFirst = ({ bytes, minBytes, fingerprint = {} }: WholeBackupFacts): readonly Suspicion[] => {
  const small = `too small for a first backup: ${bytes} bytes, and backup.minBytes is ${minBytes}`;
  const none = `no totals: every total that was read with it is zero (${Object.keys(fingerprint).join(', ')})`;
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
  const shrunken = `shrunken: ${bytes} bytes, the best good one had ${best.bytes}`;
  return [
    ...(bytes < best.bytes * minShrinkRatio ? [{ kind: 'shrunken', reason: shrunken } as const] : []),
    ...(fallen.length > 0 ? [{ kind: 'fallen-totals', reason: `fallen totals: ${fallen.join('; ')}` } as const] : []),
  ];
};

/** Judges the whole, once its last byte has come. */
export const judgeWhole = (facts: WholeBackupFacts): BackupVerdict => {
  const start = judgeStart(facts);
  if (start.verdict !== 'good') return start;
  const { bytes, contentLength, baseline } = facts;
  if (contentLength !== undefined && bytes !== contentLength) {
    return failed('BackupTruncated', `${bytes} bytes came of ${contentLength}`);
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

/** What no backup of the appliance holds, whoever takes it: the vendor's own list. Every report repeats it. */
export const NOT_IN_BACKUP: readonly string[] = [
  'session recordings',
  'file-store files of 200 KB or more, and all beyond 50 files',
  'the Vault encryption key',
  'everything under /appliance: addresses, routes, TLS settings, certificates',
];
