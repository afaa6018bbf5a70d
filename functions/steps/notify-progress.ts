// News of a recovery under way. It never fails a recovery: what could not be sent is evidence.
import { describeError } from '../contract/named-error.ts';
import { standbyReadyMessage } from '../domain/progress-message.ts';
import type { Message, Messages } from '../store/messages.ts';
import type { PhaseContext, PhaseTools } from './phase-step.ts';

/** @returns what to add to the evidence. */
export const notifyProgress = async (messages: Messages, message: Message): Promise<readonly string[]> => {
  const [told] = await Promise.allSettled([messages.tell(message)]);
  return told.status === 'fulfilled' ? [] : [`people could not be notified of it: ${describeError(told.reason).message}`];
};

/** The standby carries the restore point and is fit to serve. */
export const notifyReady = (
  { messages, clock }: Pick<PhaseTools, 'clock'> & { readonly messages: Messages },
  { recovery, settings, state }: Pick<PhaseContext, 'recovery' | 'settings' | 'state'>,
  backupId: string,
): Promise<readonly string[]> => {
  const outageSince = state.confirm?.outageSince ?? recovery.startedAt;
  const { actAfterSeconds } = settings.policy;
  const facts = { recovery, actAfterSeconds, outageSince, nowMs: clock.nowMs() };
  return notifyProgress(messages, standbyReadyMessage(facts, backupId));
};
