// Prepare's part when only suspect backups are left: it asks a person whether one of them is good and waits as long as
// its own limit allows. A trusted backup lets the recovery continue. A primary that answers, or a pause, ends it.
import type { AnswerOf } from '../../../contract/workflow/step-answers.ts';
import type { PassedOver } from '../../../domain/backup/skipped-backups.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import { pauseNow } from '../../../domain/recovery/pause.ts';
import { bodyOf, subjectLine } from '../../../domain/text/notification-body.ts';
import { trustInput } from '../../../domain/trust/trust.ts';
import type { Messages } from '../../../platform/messages.ts';
import { type ProbeTools, probePair } from '../confirm/probe.ts';
import type { PhaseContext } from '../phase-step.ts';

export interface AskTrustTools extends ProbeTools {
  readonly messages: Messages;
}

/** A dry run, a drill or an observed pair does not wait for a person. */
export const mayAsk = ({ kind, dryRun, automation }: Recovery): boolean =>
  kind === 'failover' && !dryRun && automation === 'act';

const question = ({ recovery }: PhaseContext, { backupId, reason }: PassedOver, others: number): readonly string[] => [
  `no backup of ${recovery.from} is known to be good; the newest that fits ${recovery.to} is ${backupId}, ${reason}`,
  ...(others > 0 ? [`${others} more are suspect`] : []),
  `a person must decide: ${trustInput(recovery.pair, backupId)} lets the recovery continue with it`,
];

/** @param suspects backups that fit except that they are suspect, newest first. */
export const askTrust = async (
  tools: AskTrustTools,
  context: PhaseContext,
  suspects: readonly [PassedOver, ...PassedOver[]],
): Promise<AnswerOf<'Prepare'>> => {
  const { recovery, record, state } = context;
  const [newest, ...others] = suspects;
  const message = question(context, newest, others.length);
  const pause = pauseNow(record, tools.clock.nowMs());
  if (pause) {
    const paused = `paused until ${pause.until}: ${pause.reason}; Twinbox does not change a paused pair`;
    return { outcome: 'stood-down', passedOver: suspects, evidence: [paused] };
  }
  const { verdict, evidence } = await probePair(tools, context);
  if (verdict === 'answers') return { outcome: 'stood-down', passedOver: suspects, evidence };
  if (state.prepare?.asked !== newest.backupId) {
    await tools.messages.notify({
      subject: subjectLine(`${recovery.pair}: a person must decide about a suspect backup`),
      body: bodyOf([
        `What happened: ${recovery.from} is down, and ${message.join('. ')}.`,
        'What callers should do: nothing. Traffic has not been moved: users are still sent to the failed primary.',
        `What to do: check why the backup is suspect. If it is good, start the workflow with ${trustInput(recovery.pair, newest.backupId)}. If not, bring ${recovery.from} back.`,
        `Execution: ${recovery.owner}`,
      ]),
    });
  }
  return { outcome: 'again', asked: newest.backupId, passedOver: suspects, evidence: [...message, ...evidence] };
};
