// Finish: the end of a completed recovery, a drill, a dry run, or a renewed fence. Releases the lease, writes the
// report, and notifies operators.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import type { WorkflowState } from '../../../contract/workflow/workflow-state.ts';
import type { RecoveryOutcome } from '../../../domain/record/pair-record.ts';
import type { Step } from '../phase-step.ts';
import { type EndRecoveryTools, endRecovery } from './end-recovery.ts';

const outcomeOf = ({ recovery, checkStandby, verify }: WorkflowState): RecoveryOutcome => {
  if (recovery?.kind === 'fence') return 'fenced';
  if (checkStandby?.outcome === 'rehearsed') return recovery?.kind === 'reprotect' ? 'reprotected' : 'rehearsed';
  if (verify?.outcome === 'verified') return 'moved';
  return recovery?.automation === 'observe' && !recovery.dryRun ? 'would-have-acted' : 'dry-run';
};

/** A hold ends once users were moved; otherwise it stays as it was. @throws LeaseLostError */
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
