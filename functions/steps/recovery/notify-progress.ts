// Progress notifications of a recovery. They never fail it: a notification that could not be sent becomes evidence.
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import { askReasonOf } from '../../domain/approval/question.ts';
import { standbyReadyMessage } from '../../domain/report/progress-message.ts';
import type { Message, Messages } from '../../platform/messages.ts';
import { type NotifyBoundedTools, notifyBounded } from '../notify/notify-bounded.ts';
import type { PhaseContext, PhaseTools } from './phase-step.ts';

const lost = (reason: unknown): string => `operators could not be notified: ${describeFailure(reason).message}`;

/** @returns what to add to the evidence. */
export const notifyProgress = async (messages: Messages, message: Message): Promise<readonly string[]> => {
  const [notified] = await Promise.allSettled([messages.notify(message)]);
  return notified.status === 'fulfilled' ? [] : [lost(notified.reason)];
};

const HELD = 'operators were already notified of similar events: Twinbox counts this notification and does not send it';

/**
 * Limits notifications that alarms repeat; a person's start is always notified.
 * @returns what to add to the evidence
 */
export const notifyRepeated = async (
  tools: NotifyBoundedTools,
  { recovery, settings }: Pick<PhaseContext, 'recovery' | 'settings'>,
  kind: 'begins' | 'ready',
  message: Message,
): Promise<readonly string[]> => {
  if (recovery.trigger !== 'alarm') return notifyProgress(tools.messages, message);
  const { recoveryId } = recovery;
  const [notified] = await Promise.allSettled([notifyBounded(tools, settings, { kind, recoveryId }, message)]);
  if (notified.status === 'rejected') return [lost(notified.reason)];
  return notified.value === 'held' ? [HELD] : [];
};

/** The standby carries the restore point and is fit to serve. */
export const notifyReady = (
  tools: Pick<PhaseTools, 'clock'> & NotifyBoundedTools,
  { recovery, settings, state }: Pick<PhaseContext, 'recovery' | 'settings' | 'state'>,
  backupId: string,
): Promise<readonly string[]> => {
  // AwaitDecision's question says the same, and more.
  if (askReasonOf(recovery) !== undefined) return Promise.resolve([]);
  const outageSince = state.confirm?.outageSince ?? recovery.startedAt;
  const { actAfterSeconds } = settings.policy;
  const facts = { recovery, actAfterSeconds, outageSince, nowMs: tools.clock.nowMs() };
  return notifyRepeated(
    tools,
    { recovery, settings },
    'ready',
    standbyReadyMessage(facts, backupId, state.prepare?.loss),
  );
};
