// Reconfirm: both are looked at once more, right before users are affected: to switch off one appliance while the other is gone would
// help nobody. In a drill, right before the standby is taken away.
import type { NameProbe } from '../../../appliance/probe/vantage.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { phaseStep, type Step } from '../phase-step.ts';
import { usersStay } from './assert-users-on-primary.ts';
import { confirmInRow } from './consecutive-failures.ts';
import { consecutiveSuccesses } from './consecutive-successes.ts';
import type { ProbeTools } from './probe.ts';

const PROBES_IN_A_ROW = 2;

export interface ReconfirmTools extends ProbeTools {
  readonly names: NameProbe;
}

/** @throws LeaseLostError, Unsure, StandbyUnfit; in a drill PrimaryNotHealthy, RecordUnfit, PhaseTimedOut */
export const reconfirm = (tools: ReconfirmTools): Step<ResultOf<'Reconfirm'>> =>
  phaseStep('Reconfirm', tools, async (context) => {
    const row = { wanted: PROBES_IN_A_ROW, previous: context.state.reconfirm };
    if (context.recovery.kind !== 'drill') {
      return confirmInRow(tools, context, { state: 'Reconfirm', ...row, standbyToo: true });
    }
    const probe = await consecutiveSuccesses(tools, context, row);
    if (probe.outcome !== 'healthy') return probe;
    const { known, message } = await usersStay(tools.names, context);
    return { ...probe, outcome: known ? 'healthy' : 'again', evidence: [...probe.evidence, message] };
  });
