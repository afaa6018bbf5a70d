// StandDown: ends the recovery because the situation has changed. Nothing changed for users. It notifies operators of
// what it found.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { pauseNow } from '../../../domain/recovery/pause.ts';
import { windowNow } from '../../../domain/windows/service-window.ts';
import type { Step } from '../phase-step.ts';
import { type EndRecoveryTools, endRecovery } from './end-recovery.ts';

/**
 * Drops a hold from before Fence. A hold from after Fence stays until somebody continues or lifts it.
 * @throws LeaseLostError
 */
export const standDown =
  (tools: EndRecoveryTools): Step<ResultOf<'StandDown'>> =>
  (input, remainingMs) =>
    endRecovery(tools, input, remainingMs, {
      endedBy: 'StandDown',
      outcome: 'stood-down',
      // The primary answers, unless a pause or a window ended the run.
      endsOutage: (record, nowMs) =>
        pauseNow(record, nowMs) === undefined &&
        windowNow(input.state.settings?.windows, nowMs) === undefined &&
        input.state.recovery?.kind === 'failover',
      keepHold: ({ hold }) => hold !== undefined && hold.lapsesAt === undefined,
    });
