// AwaitDecision's part that asks a person: it writes the question into the pair record, notifies people at once and
// every ten minutes, and reads the answer from there.
import { approvalOf } from '../../../domain/approval/answer.ts';
import {
  askReasonOf,
  isQuestionOf,
  isQuestionToBeNotified,
  newQuestion,
  type QuestionFacts,
  questionMessage,
} from '../../../domain/approval/question.ts';
import { failure } from '../../../domain/failure/failure.ts';
import type { BackupManifest } from '../../../domain/model/backup-manifest.ts';
import type { Question } from '../../../domain/record/pair-standing.ts';
import type { Messages } from '../../../platform/messages.ts';
import { notifyProgress } from '../notify-progress.ts';
import type { PhaseContext } from '../phase-step.ts';
import { restorePointOf } from '../picked-restore-point.ts';

export interface AskTools {
  readonly messages: Messages;
}

export interface Approval {
  readonly is: 'not needed' | 'approved' | 'waiting';
  readonly evidence: readonly string[];
}

interface Asked {
  readonly facts: QuestionFacts;
  readonly restorePoint: BackupManifest;
  readonly outageSince: string;
}

/** The question in the record, written if it is not there yet. */
const standing = async ({ record, changeRecord, clock }: PhaseContext, { facts }: Asked): Promise<Question> => {
  if (record.question && isQuestionOf(record.question, facts)) return record.question;
  const question = newQuestion(facts, clock.nowMs());
  await changeRecord((current) => ({ ...current, question }));
  return question;
};

/** May notify twice, but never misses one. */
const notifyOf = async (
  { messages }: AskTools,
  { recovery, changeRecord, clock }: PhaseContext,
  question: Question,
  { restorePoint, outageSince }: Asked,
): Promise<readonly string[]> => {
  const nowMs = clock.nowMs();
  if (!isQuestionToBeNotified(question, nowMs)) return [];
  const { pair, owner } = recovery;
  const message = questionMessage({ pair, question, restorePoint, outageSince, execution: owner }, nowMs);
  const lost = await notifyProgress(messages, message);
  if (lost.length > 0) return lost;
  const notifiedAt = new Date(nowMs).toISOString();
  await changeRecord((record) =>
    record.question ? { ...record, question: { ...record.question, notifiedAt } } : record,
  );
  return [];
};

/** @throws NotApproved once the time to answer is over */
export const approvalIn = async (tools: AskTools, context: PhaseContext, outageSince: string): Promise<Approval> => {
  const { record, recovery, settings, clock } = context;
  const askedBecause = askReasonOf(recovery);
  if (askedBecause === undefined) return { is: 'not needed', evidence: [] };
  const restorePoint = restorePointOf(context);
  const { answerWithinMinutes } = settings.policy;
  const { backupId } = restorePoint;
  const facts: QuestionFacts = { recovery, backupId, askedBecause, answerWithinMinutes };
  const approval = approvalOf(record, { ...recovery, backupId });
  if (approval) {
    const { by, reason, at } = approval;
    return { is: 'approved', evidence: [`approved by ${by} at ${at}: ${reason}`] };
  }
  const asked = { facts, restorePoint, outageSince };
  const question = await standing(context, asked);
  if (clock.nowMs() > Date.parse(question.until)) {
    throw failure(
      'NotApproved',
      `nobody approved the failover to ${recovery.to} before ${question.until}, ${answerWithinMinutes} min after the question`,
    );
  }
  const lost = await notifyOf(tools, context, question, asked);
  return { is: 'waiting', evidence: [`waits for a person to approve it until ${question.until}`, ...lost] };
};
