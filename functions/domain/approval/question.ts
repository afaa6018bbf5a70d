// The question that a recovery asks a person before it affects users: what it is about, until when, and how it is
// worded. Pure.
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { Recovery } from '../model/recovery.ts';
import type { AskReason, Question } from '../record/pair-standing.ts';
import { RENOTIFY_MS } from '../recovery/quarantine.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

/** Why this recovery waits for a person; undefined if it does not: a person has asked for every other kind. */
export const askReasonOf = ({ kind, automation, waitsBecause }: Recovery): AskReason | undefined =>
  kind === 'failover' ? (waitsBecause ?? (automation === 'ask' ? 'ask' : undefined)) : undefined;

export interface QuestionFacts {
  readonly recovery: Recovery;
  readonly backupId: string;
  readonly askedBecause: AskReason;
  readonly answerWithinMinutes: number;
}

export const newQuestion = (
  { recovery, backupId, askedBecause, answerWithinMinutes }: QuestionFacts,
  nowMs: number,
): Question => {
  const { recoveryId, epoch, from, to } = recovery;
  const [askedAt, until] = [nowMs, nowMs + answerWithinMinutes * 60_000].map((ms) => new Date(ms).toISOString());
  return { recoveryId, epoch, from, to, backupId, askedBecause, askedAt: askedAt ?? '', until: until ?? '' };
};

/** Whether the question is that of this recovery and this restore point. */
export const isQuestionOf = (question: Question | undefined, { recovery, backupId }: QuestionFacts): boolean =>
  question?.recoveryId === recovery.recoveryId &&
  question.epoch === recovery.epoch &&
  question.to === recovery.to &&
  question.backupId === backupId;

export const isQuestionToBeNotified = ({ notifiedAt }: Question, nowMs: number): boolean =>
  notifiedAt === undefined || nowMs - Date.parse(notifiedAt) >= RENOTIFY_MS;

const answerInput = (pair: string, kind: 'approve' | 'deny', recovery: string): string =>
  JSON.stringify({ pair, kind, recovery, by: 'your name', reason: 'why' });

/** The input that stops a running failover. */
export const denyInput = (pair: string, recovery: string): string => answerInput(pair, 'deny', recovery);

const WHY: Readonly<Record<AskReason, string>> = {
  ask: 'The settings say automation: ask.',
  pause: 'The outage began while the pair was paused, so Twinbox does not act on it without a person.',
  window: 'The outage began during a service window, so Twinbox does not act on it without a person.',
};

export interface QuestionNews {
  readonly pair: string;
  readonly question: Question;
  readonly restorePoint: Pick<BackupManifest, 'capturedAt'>;
  /** ISO time. */
  readonly outageSince: string;
  readonly execution: string;
}

/** Who is asked, about what, until when, and the exact input for either answer. */
export const questionMessage = (
  { pair, question, restorePoint, outageSince, execution }: QuestionNews,
  nowMs: number,
): { readonly subject: string; readonly body: string } => {
  const { recoveryId, epoch, from, to, backupId, askedBecause, until } = question;
  const lost = Math.max(0, Math.round((nowMs - Date.parse(restorePoint.capturedAt)) / 60_000));
  return {
    subject: subjectLine(`${pair}: approve the failover to ${to}? Answer before ${until}`),
    body: bodyOf([
      `What happened: ${from} has not answered users since ${outageSince}. ${to} carries the backup ${backupId} of ${restorePoint.capturedAt} and is fit to serve. Changes made since then (${lost} min) would be lost. ${WHY[askedBecause]}`,
      `What callers should do: nothing yet. Traffic has not been moved: users are still sent to ${from}, which is down.`,
      `To approve: start the workflow with ${answerInput(pair, 'approve', recoveryId)} before ${until}. Twinbox then probes both appliances again, fences ${from} and moves users to ${to}. If ${from} answers, it stands down although you approved.`,
      `To deny: start the workflow with ${denyInput(pair, recoveryId)}. The recovery halts, and no automatic one starts for four hours.`,
      `Without an answer: nothing is moved. At ${until} the recovery halts with ${to} ready, and Twinbox notifies you every ten minutes during the outage.`,
      'Twinbox asks again every ten minutes until then.',
      `Recovery ${recoveryId}, epoch ${epoch}. Execution: ${execution}`,
    ]),
  };
};

/** For the status. */
export const describeQuestion = (pair: string, { recoveryId, to, backupId, until }: Question): string =>
  `${recoveryId} waits until ${until} for a person to approve the failover to ${to} with the backup ${backupId}: ${answerInput(pair, 'approve', recoveryId)}`;
