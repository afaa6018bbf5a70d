// Halt: every error of the workflow ends here. It changes nothing at the appliances, replaces the lease with a hold,
// and notifies the operator with what is done, what is left, and the input to continue.

import { describeCatch } from '../../../contract/errors/describe-failure.ts';
import { PING, unansweredPing } from '../../../contract/runtime/ping.ts';
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import type { TaskInput } from '../../../contract/workflow/workflow-state.ts';
import { type EndedRecovery, recoveryOfLease } from '../../../domain/admission/orphaned-recovery.ts';
import type { FailureDescription } from '../../../domain/failure/failure.ts';
import type { FailureName } from '../../../domain/failure/failure-name.ts';
import { bodyOf, subjectLine } from '../../../domain/text/notification-body.ts';
import { namesOf, type PairTools, readPairs } from '../../pairs/read-pairs.ts';
import type { Step } from '../phase-step.ts';
import { type HaltRecoveryTools, haltRecovery } from './halt-recovery.ts';

export interface HaltTools extends HaltRecoveryTools, PairTools {}

interface Found {
  readonly settings: PairSettings;
  readonly recovery: EndedRecovery;
}

/** After a failure of Begin the data holds only the error, but Begin may have taken a lease. */
const findRecovery = async (tools: HaltTools, { state, execution }: TaskInput): Promise<Found | undefined> => {
  if (state.recovery && state.settings) return { recovery: state.recovery, settings: state.settings };
  const { pairs } = await readPairs(tools);
  for (const { settings, record } of pairs) {
    const { lease } = record;
    if (lease?.owner === execution) return { settings, recovery: recoveryOfLease(record, lease, namesOf(settings)) };
  }
  return undefined;
};

const notifyAlone = (tools: HaltTools, failure: FailureDescription, execution: string): Promise<void> =>
  tools.messages.notify({
    subject: subjectLine(`Twinbox did not start: ${failure.name}`),
    body: bodyOf([
      `What happened: ${failure.message}`,
      'What callers should do: nothing. No recovery was started. Traffic has not been moved: users are still sent where they were.',
      `What to do: ${failure.hint}`,
      `Execution: ${execution}`,
    ]),
  });

/** Notifies operators that the weekly ping could not call a function. */
const notifyOfPing = (tools: HaltTools, failure: FailureDescription, state: string, execution: string): Promise<void> =>
  tools.messages.notify({
    subject: subjectLine(`Twinbox: the function of ${state} cannot be called`),
    body: bodyOf([
      `What happened: the weekly ping, which calls every function of the workflow, could not call the function of ${state}: ${failure.name}: ${failure.message}`,
      'What callers should do: nothing. No recovery was started.',
      `What to do: a recovery would halt in ${state}. Check the function in Lambda (its state, its network, its key), fix it, and try again with {"kind": "${PING}"}.`,
      `Execution: ${execution}`,
    ]),
  });

/** Only the person who typed the input can fix these, and reads them as the cause of the execution. */
const IS_STARTERS_OWN: readonly FailureName[] = ['WrongInput', 'UnknownPairError'];

/** Safe to run twice. */
export const halt =
  (tools: HaltTools): Step<ResultOf<'Halt'>> =>
  async (input, remainingMs) => {
    const failure = describeCatch(input.state.error);
    if (input.state.ping) {
      const silent = unansweredPing(input.state) ?? 'Halt';
      await notifyOfPing(tools, failure, silent, input.execution);
      const evidence = [`the function of ${silent} cannot be called`];
      return { outcome: 'halted', attempt: 1, reason: failure.name, message: failure.message, evidence };
    }
    const found = await findRecovery(tools, input);
    const answer = { outcome: 'halted', attempt: 1, reason: failure.name, message: failure.message } as const;
    if (!found && IS_STARTERS_OWN.includes(failure.name)) {
      const message = [failure.message, failure.hint].filter(Boolean).join('. Fix: ');
      return {
        ...answer,
        message,
        evidence: ['the input is not valid: whoever started the execution gets the answer'],
      };
    }
    if (!found) {
      await notifyAlone(tools, failure, input.execution);
      return { ...answer, evidence: ['no recovery was under way'] };
    }
    const ended = { recovery: found.recovery, failure, state: input.state, endedBy: 'Halt' };
    const { hold } = await haltRecovery(tools, found.settings, ended, remainingMs);
    return {
      ...answer,
      evidence: [hold ? `left a hold; continue with ${JSON.stringify(hold.resumeInput)}` : 'left no hold'],
    };
  };
