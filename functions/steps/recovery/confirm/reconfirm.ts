// Reconfirm: probes both appliances once more, right before users are affected. Powering off one while the other is
// gone would help nobody. In a switchover both must be healthy.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { assertRestorePoint } from '../assert-restore-point.ts';
import { phaseStep, type Step } from '../phase-step.ts';
import { confirmInRow } from './consecutive-failures.ts';
import { consecutiveSuccesses } from './consecutive-successes.ts';
import type { ProbeTools } from './probe.ts';

const PROBES_IN_A_ROW = 2;

/** @throws LeaseLostError, Unsure, StandbyUnfit, RestorePointRefused, PrimaryNotHealthy */
export const reconfirm = (tools: ProbeTools): Step<ResultOf<'Reconfirm'>> =>
  phaseStep('Reconfirm', tools, (context) => {
    assertRestorePoint(context);
    const row = { required: PROBES_IN_A_ROW, previous: context.state.reconfirm };
    if (context.recovery.kind === 'switchover')
      return consecutiveSuccesses(tools, context, { ...row, standbyToo: true });
    return confirmInRow(tools, context, { state: 'Reconfirm', ...row, standbyToo: true });
  });
