// A person's answer to a running recovery: whether it may be given, and whether it still counts. Pure.
import type { PairRecord } from '../record/pair-record.ts';
import type { Answer, AnswerSubject } from '../record/pair-standing.ts';

/** What a person asked for. */
export interface AnswerRequest extends Pick<Answer, 'verdict' | 'by' | 'reason'> {
  /** Id of the recovery that it names. */
  readonly recovery: string;
}

export type Answering =
  | { readonly record: PairRecord; readonly message: string }
  /** Given before: nothing changes. */
  | { readonly record: undefined; readonly message: string }
  | { readonly fault: string };

const sameRun = (one: Pick<AnswerSubject, 'recoveryId' | 'epoch'>, other: typeof one): boolean =>
  one.recoveryId === other.recoveryId && one.epoch === other.epoch;

/** The denial of this run. It counts whatever it would have restored. */
export const denialOf = (
  { answer }: Pick<PairRecord, 'answer'>,
  run: Pick<AnswerSubject, 'recoveryId' | 'epoch'>,
): Answer | undefined => (answer?.verdict === 'denied' && sameRun(answer, run) ? answer : undefined);

/** The approval of exactly this: void once epoch, target or restore point has changed. */
export const approvalOf = ({ answer }: Pick<PairRecord, 'answer'>, about: AnswerSubject): Answer | undefined =>
  answer?.verdict === 'approved' &&
  sameRun(answer, about) &&
  answer.to === about.to &&
  answer.backupId === about.backupId
    ? answer
    : undefined;

const alreadyIn = ({ verdict, recoveryId, by, at }: Answer): string =>
  `${recoveryId} was ${verdict} by ${by} at ${at} already`;

const approving = (record: PairRecord, { recovery, by, reason }: AnswerRequest, nowMs: number): Answering => {
  const { question, lease, answer, pair } = record;
  if (!question)
    return {
      fault:
        lease?.recoveryId === recovery
          ? `recovery: ${recovery} does not wait for an answer`
          : `recovery: no recovery of ${pair} waits for an answer, found ${recovery}`,
    };
  if (question.recoveryId !== recovery)
    return { fault: `recovery: expected ${question.recoveryId}, which waits for an answer, found ${recovery}` };
  if (!lease || !sameRun(lease, question)) return { fault: `recovery: ${recovery} has ended` };
  const given = answer && sameRun(answer, question) ? answer : undefined;
  if (given?.verdict === 'approved') return { record: undefined, message: alreadyIn(given) };
  if (given) return { fault: `recovery: ${alreadyIn(given)}` };
  if (nowMs > Date.parse(question.until))
    return { fault: `recovery: the time to approve ${recovery} ended at ${question.until}` };
  const { recoveryId, epoch, to, backupId, from } = question;
  const at = new Date(nowMs).toISOString();
  return {
    record: { ...record, answer: { recoveryId, epoch, to, backupId, verdict: 'approved', by, reason, at } },
    message: `${by} approves ${recoveryId}: ${reason}. Twinbox probes ${from} and ${to} again, then moves users to ${to} with the backup ${backupId}; if ${from} answers, it stands down`,
  };
};

const denying = (record: PairRecord, { recovery, by, reason }: AnswerRequest, nowMs: number): Answering => {
  const { lease, answer, pair } = record;
  if (lease?.recoveryId !== recovery)
    return {
      fault: lease
        ? `recovery: expected ${lease.recoveryId}, which is running, found ${recovery}`
        : `recovery: no recovery of ${pair} is running, found ${recovery}`,
    };
  if (lease.kind !== 'failover') return { fault: `recovery: ${recovery} is a ${lease.kind}, which moves nobody` };
  if (lease.decidedAt !== undefined)
    return {
      fault: `recovery: ${recovery} has been past its decision since ${lease.decidedAt}; to stop it now, stop the execution ${lease.owner}`,
    };
  if (answer?.verdict === 'denied' && sameRun(answer, lease)) return { record: undefined, message: alreadyIn(answer) };
  const at = new Date(nowMs).toISOString();
  return {
    record: { ...record, answer: { recoveryId: recovery, epoch: lease.epoch, verdict: 'denied', by, reason, at } },
    message: `${by} denies ${recovery}: ${reason}. It halts and moves nobody`,
  };
};

/** A denial replaces an approval until the recovery acts; an approval never replaces a denial. */
export const answering = (record: PairRecord, request: AnswerRequest, nowMs: number): Answering =>
  request.verdict === 'approved' ? approving(record, request, nowMs) : denying(record, request, nowMs);
