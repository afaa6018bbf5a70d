// ConfirmDrill: while the primary serves, probes both appliances again right before the standby is taken away, and
// checks that users are on the primary. A failover never comes here.
import type { NameProbe } from '../../../appliance/probe/vantage.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { phaseStep, type Step } from '../phase-step.ts';
import { usersStay } from './assert-users-on-primary.ts';
import { consecutiveSuccesses } from './consecutive-successes.ts';
import type { ProbeTools } from './probe.ts';

const PROBES_IN_A_ROW = 2;

export interface ConfirmDrillTools extends ProbeTools {
  readonly names: NameProbe;
}

/** @throws LeaseLostError, PrimaryNotHealthy, DnsRecordUnfit, PhaseTimedOut */
export const confirmDrill = (tools: ConfirmDrillTools): Step<ResultOf<'ConfirmDrill'>> =>
  phaseStep('ConfirmDrill', tools, async (context) => {
    const row = { required: PROBES_IN_A_ROW, previous: context.state.confirmDrill };
    const probe = await consecutiveSuccesses(tools, context, row);
    if (probe.outcome !== 'healthy') return probe;
    const { known, message } = await usersStay(tools.names, context);
    return { ...probe, outcome: known ? 'healthy' : 'again', evidence: [...probe.evidence, message] };
  });
