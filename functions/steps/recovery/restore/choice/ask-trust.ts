// Prepare's part when only suspect or distrusted backups are left: it asks a person whether one of them is good and waits
// as long as its own limit allows. A trusted backup lets the recovery continue. A primary that answers, or a pause, ends it.
import type { AnswerOf } from '../../../../contract/workflow/step-answers.ts';
import { isDistrusted } from '../../../../domain/backup/restore-point.ts';
import type { PassedOver } from '../../../../domain/backup/skipped-backups.ts';
import type { Recovery } from '../../../../domain/model/recovery.ts';
import { pauseNow } from '../../../../domain/recovery/pause.ts';
import { bodyOf, subjectLine } from '../../../../domain/text/notification-body.ts';
import { trustInput } from '../../../../domain/trust/trust.ts';
import type { Messages } from '../../../../platform/messages.ts';
import { type ProbeTools, probePair } from '../../confirm/probe.ts';
import type { PhaseContext } from '../../phase-step.ts';

export interface AskTrustTools extends ProbeTools {
  readonly messages: Messages;
}

/** A dry run, a drill or an observed pair does not wait for a person. */
export const mayAsk = ({ kind, dryRun, automation }: Recovery): boolean =>
  kind === 'failover' && !dryRun && automation !== 'observe';

/** Backups that only a person's word keeps out. */
interface AwaitingTrust {
  /** The newest few, newest first. */
  readonly newest: readonly [PassedOver, ...PassedOver[]];
  readonly more: number;
}

const question = ({ recovery }: PhaseContext, { newest, more }: AwaitingTrust): readonly string[] => {
  const [{ backupId, reason }, ...others] = newest;
  return [
    `no backup of ${recovery.from} is known to be good; the newest that fits ${recovery.to} is ${backupId}, ${reason}`,
    ...others.map((one) => `the next is ${one.backupId}, ${one.reason}`),
    ...(more > 0 ? [`${more} more are suspect or distrusted`] : []),
    `a person must decide: ${trustInput(recovery.pair, backupId)} lets the recovery continue with it`,
  ];
};

/** What a person can answer. */
const answersTo = ({ recovery }: PhaseContext, { newest: [{ backupId, reason }] }: AwaitingTrust): string => {
  const { pair, from, to } = recovery;
  const why = isDistrusted(reason) ? 'ask whoever distrusts it' : 'check why the backup is suspect';
  return `What to do: ${why}. If it is good, start the workflow with ${trustInput(pair, backupId)}. If another one is better, trust that one by its id. If none is good, bring ${from} back, or restore a backup to ${to} by hand. Without an answer the recovery halts in 25 minutes and Twinbox asks again.`;
};

export const askTrust = async (
  tools: AskTrustTools,
  context: PhaseContext,
  awaiting: AwaitingTrust,
): Promise<AnswerOf<'Prepare'>> => {
  const { recovery, record, state } = context;
  const suspects = awaiting.newest;
  const [newest] = suspects;
  const message = question(context, awaiting);
  const pause = pauseNow(record, tools.clock.nowMs());
  if (pause) {
    const paused = `paused until ${pause.until}: ${pause.reason}; Twinbox does not change a paused pair`;
    return { outcome: 'stood-down', passedOver: suspects, evidence: [paused] };
  }
  const { verdict, evidence } = await probePair(tools, context);
  if (verdict === 'answers') return { outcome: 'stood-down', passedOver: suspects, evidence };
  if (state.prepare?.asked !== newest.backupId) {
    await tools.messages.notify({
      subject: subjectLine(
        `${recovery.pair}: a person must decide about a ${isDistrusted(newest.reason) ? 'distrusted' : 'suspect'} backup`,
      ),
      body: bodyOf([
        `What happened: ${recovery.from} is down, and ${message.join('. ')}.`,
        'What callers should do: nothing. Traffic has not been moved: users are still sent to the failed primary.',
        answersTo(context, awaiting),
        `Execution: ${recovery.owner}`,
      ]),
    });
  }
  return { outcome: 'again', asked: newest.backupId, passedOver: suspects, evidence: [...message, ...evidence] };
};
