// ClaimTraffic: writes our epoch beside the service record, right before the fence. To find out after powering a box off that
// DNS cannot be changed would be too late, and from here on older runs are refused by the zone itself.
import type { StepResult } from '../contract/workflow-state.ts';
import type { Traffic } from '../traffic/traffic.ts';
import { neverInDrill } from './never-in-drill.ts';
import { type PhaseTools, phaseStep, type Step } from './phase-step.ts';
import { attemptTraffic } from './traffic-attempt.ts';
import { trafficOrderOf } from './traffic-order.ts';

export interface ClaimTrafficTools extends PhaseTools {
  readonly traffic: Traffic;
}

/** @throws LeaseLostError, WorkflowBroken, RecordUnfit, RecordChanged, TrafficUnreachable (at the last attempt) */
export const claimTraffic = (tools: ClaimTrafficTools): Step<StepResult> =>
  phaseStep('ClaimTraffic', tools, async (context) => {
    neverInDrill('ClaimTraffic', context.recovery);
    const order = trafficOrderOf(context.settings, context.recovery);
    const { outcome, evidence } = await attemptTraffic(context, () => tools.traffic.claim(order));
    return { outcome: outcome === 'done' ? 'claimed' : 'again', evidence };
  });
