// LastLook: both are looked at once more, right before users are affected: to switch off one box while the other is gone would
// help nobody. In a drill, right before the standby is taken away.
import type { ConfirmResult } from '../contract/workflow-state.ts';
import { calmInRow } from './calm-in-row.ts';
import { confirmInRow } from './confirm-in-row.ts';
import type { LookTools } from './look-around.ts';
import { phaseStep, type Step } from './phase-step.ts';

const LOOKS_IN_A_ROW = 2;

/** @throws LeaseLostError, Unsure, StandbyUnfit, PrimaryNotHealthy */
export const lastLook = (tools: LookTools): Step<ConfirmResult> =>
  phaseStep<ConfirmResult>('LastLook', tools, (context) => {
    const row = { wanted: LOOKS_IN_A_ROW, previous: context.state.lastLook };
    if (context.recovery.kind === 'drill') return calmInRow(tools, context, row);
    return confirmInRow(tools, context, { state: 'LastLook', ...row, standbyToo: true });
  });
