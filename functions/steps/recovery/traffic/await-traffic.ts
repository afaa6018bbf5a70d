// AwaitTraffic: waits until the control plane and the authoritative servers return the new address.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import type { Traffic } from '../../../traffic/traffic.ts';
import { type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { trafficOrderOf } from './traffic-order.ts';

export interface AwaitTrafficTools extends PhaseTools {
  readonly traffic: Traffic;
}

/** @throws LeaseLostError, PhaseTimedOut */
export const awaitTraffic = (tools: AwaitTrafficTools): Step<ResultOf<'AwaitTraffic'>> =>
  phaseStep('AwaitTraffic', tools, async ({ settings, recovery, state }) => {
    const order = trafficOrderOf(settings, recovery);
    const { settled, evidence } = await tools.traffic.settled(order, state.moveTraffic?.changeId);
    return { outcome: settled ? 'settled' : 'again', evidence };
  });
