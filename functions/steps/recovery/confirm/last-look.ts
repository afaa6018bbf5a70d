// LastLook: both are looked at once more, right before users are affected: to switch off one box while the other is gone would
// help nobody. In a drill, right before the standby is taken away.
import type { NameLook } from '../../../appliance/probe/vantage.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { phaseStep, type Step } from '../phase-step.ts';
import { usersStay } from './assert-users-on-primary.ts';
import { confirmInRow } from './consecutive-failures.ts';
import { calmInRow } from './consecutive-successes.ts';
import type { LookTools } from './probe.ts';

const LOOKS_IN_A_ROW = 2;

export interface LastLookTools extends LookTools {
  readonly names: NameLook;
}

/** @throws LeaseLostError, Unsure, StandbyUnfit; in a drill PrimaryNotHealthy, RecordUnfit, PhaseTimedOut */
export const lastLook = (tools: LastLookTools): Step<ResultOf<'LastLook'>> =>
  phaseStep('LastLook', tools, async (context) => {
    const row = { wanted: LOOKS_IN_A_ROW, previous: context.state.lastLook };
    if (context.recovery.kind !== 'drill') {
      return confirmInRow(tools, context, { state: 'LastLook', ...row, standbyToo: true });
    }
    const look = await calmInRow(tools, context, row);
    if (look.outcome !== 'healthy') return look;
    const { known, says } = await usersStay(tools.names, context);
    return { ...look, outcome: known ? 'healthy' : 'again', evidence: [...look.evidence, says] };
  });
