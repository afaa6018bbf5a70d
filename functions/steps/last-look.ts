// LastLook: the primary is looked at once more, right before users are affected.
import type { ConfirmResult } from '../contract/workflow-state.ts';
import { confirmInRow } from './confirm-in-row.ts';
import type { LookTools } from './look-around.ts';
import { phaseStep, type Step } from './phase-step.ts';

const LOOKS_IN_A_ROW = 2;

/** @throws LeaseLostError, Unsure */
export const lastLook = (tools: LookTools): Step<ConfirmResult> =>
  phaseStep<ConfirmResult>('LastLook', tools, (context) =>
    confirmInRow(tools, context, { state: 'LastLook', wanted: LOOKS_IN_A_ROW, previous: context.state.lastLook }),
  );
