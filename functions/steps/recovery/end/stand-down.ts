// StandDown: ends quietly because the ground has changed. Nothing that users see was touched, and people are notified what was seen.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { pauseNow } from '../../../domain/recovery/pause.ts';
import type { Step } from '../phase-step.ts';
import { type EndRecoveryTools, endRecovery } from './end-recovery.ts';

/** A hold from before Fence is done with; one from after it stands until somebody goes on or lifts it. @throws LeaseLostError */
export const standDown =
  (tools: EndRecoveryTools): Step<ResultOf<'StandDown'>> =>
  (input, remainingMs) =>
    endRecovery(tools, input, remainingMs, {
      endedBy: 'StandDown',
      outcome: 'stood-down',
      // It answers, unless a pause has ended the run.
      endsOutage: (record, nowMs) => pauseNow(record, nowMs) === undefined && input.state.recovery?.kind === 'failover',
      keepHold: ({ hold }) => hold !== undefined && hold.lapsesAt === undefined,
    });
