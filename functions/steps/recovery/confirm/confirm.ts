// Confirm: before anything is prepared, three probes in a row must find the primary down while the witnesses answer.
// For a drill and for what is planned they must find it healthy. Once the outage is confirmed, Confirm records it and notifies operators that
// the recovery begins.
import type { AnswerOf, ResultOf } from '../../../contract/workflow/step-answers.ts';
import { outageOf } from '../../../domain/recovery/outage.ts';
import { startedMessage } from '../../../domain/report/progress-message.ts';
import type { Messages } from '../../../platform/messages.ts';
import { notifyRepeated } from '../notify-progress.ts';
import { type PhaseContext, phaseStep, type Step } from '../phase-step.ts';
import { confirmInRow } from './consecutive-failures.ts';
import { consecutiveSuccesses } from './consecutive-successes.ts';
import { type ProbeTools, probePair } from './probe.ts';

export interface ConfirmTools extends ProbeTools {
  readonly messages: Messages;
}

type Answer = AnswerOf<'Confirm'>;

const PROBES_IN_A_ROW = 3;

const began = async (tools: ConfirmTools, context: PhaseContext, found: Answer): Promise<Answer> => {
  const { recovery, settings, state, changeRecord } = context;
  const downSince = found.downSince ?? recovery.startedAt;
  const { outage } = await changeRecord((record) => ({ ...record, outage: outageOf(record, recovery, downSince) }));
  const outageSince = outage?.since ?? downSince;
  const { actAfterSeconds } = settings.policy;
  const facts = { recovery, actAfterSeconds, outageSince, nowMs: tools.clock.nowMs() };
  const message = startedMessage(facts, state.begin?.evidence ?? []);
  const lost = await notifyRepeated(tools, { recovery, settings }, 'begins', message);
  return { ...found, outageSince, evidence: [...found.evidence, ...lost] };
};

/**
 * A dry run of a failover probes once and continues whatever it finds, because it runs while the primary is healthy.
 * @throws LeaseLostError, Unsure, PrimaryNotHealthy
 */
export const confirm = (tools: ConfirmTools): Step<ResultOf<'Confirm'>> =>
  phaseStep('Confirm', tools, async (context) => {
    const previous = context.state.confirm;
    const { kind, dryRun } = context.recovery;
    if (kind !== 'failover') {
      const found = await consecutiveSuccesses(tools, context, { required: PROBES_IN_A_ROW, previous });
      const begins = found.outcome === 'healthy' && kind !== 'drill' && !dryRun;
      return begins ? { ...found, outcome: 'planned' } : found;
    }
    if (dryRun) {
      const { evidence } = await probePair(tools, context);
      return { outcome: 'down', downInARow: 0, evidence: ['a dry run continues whatever it finds', ...evidence] };
    }
    const found = await confirmInRow(tools, context, { state: 'Confirm', required: PROBES_IN_A_ROW, previous });
    return found.outcome === 'down' ? began(tools, context, found) : found;
  });
