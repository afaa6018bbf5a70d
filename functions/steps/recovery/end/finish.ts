// Finish: the end of a recovery that went through, of a drill, of a dry run, or of a fence that is kept. Gives back the lease, writes the
// report, notifies people.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import type { WorkflowState } from '../../../contract/workflow/workflow-state.ts';
import type { RecoveryOutcome } from '../../../domain/record/pair-record.ts';
import type { Step } from '../phase-step.ts';
import { type EndRecoveryTools, endRecovery } from './end-recovery.ts';

const outcomeOf = ({ recovery, checkStandby, verify }: WorkflowState): RecoveryOutcome => {
  if (recovery?.kind === 'fence') return 'fenced';
  if (checkStandby?.outcome === 'rehearsed') return 'rehearsed';
  if (verify?.outcome === 'verified') return 'moved';
  return recovery?.automation === 'observe' && !recovery.dryRun ? 'would-have-acted' : 'dry-run';
};

/** Users that were moved need no hold any more; whatever moved nobody changed nothing about one. @throws LeaseLostError */
export const finish =
  (tools: EndRecoveryTools): Step<ResultOf<'Finish'>> =>
  (input, remainingMs) => {
    const outcome = outcomeOf(input.state);
    return endRecovery(tools, input, remainingMs, {
      endedBy: 'Finish',
      outcome,
      keepHold: () => outcome !== 'moved',
      endsOutage: () => outcome === 'moved',
    });
  };
