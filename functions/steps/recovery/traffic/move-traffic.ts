// MoveTraffic: changes the roles and quarantines the old primary in the pair record, then points every service name at
// the other appliance. The pair record comes first: if the run ends between the two, the record says where users
// belong, and the next run moves them. And the old primary is never taken for a standby, however the run ends.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { oldTtlOf, stillCached } from '../../../domain/record/old-answers.ts';
import { quarantineOf } from '../../../domain/recovery/quarantine.ts';
import type { Traffic } from '../../../traffic/traffic.ts';
import { neverInDrill } from '../assert-not-drill.ts';
import { type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { attemptTraffic } from './traffic-attempt.ts';
import { trafficOrderOf } from './traffic-order.ts';

export interface MoveTrafficTools extends PhaseTools {
  readonly traffic: Traffic;
}

/**
 * @throws LeaseLostError, WorkflowBroken, DnsRecordUnfit, DnsRecordChanged, TrafficUnreachable (at the last attempt)
 */
export const moveTraffic = (tools: MoveTrafficTools): Step<ResultOf<'MoveTraffic'>> =>
  phaseStep('MoveTraffic', tools, async (context) => {
    const { recovery, settings, state, record, changeRecord } = context;
    neverInDrill('MoveTraffic', recovery);
    const before = state.prepare?.records ?? [];
    if (record.primary !== recovery.to) {
      const since = new Date(tools.clock.nowMs()).toISOString();
      const ttlSeconds = oldTtlOf({ before });
      const quarantined = quarantineOf(recovery, state.prepare?.restorePoint, since);
      await changeRecord((current) => ({
        ...current,
        primary: recovery.to,
        quarantined,
        ...(ttlSeconds !== undefined && {
          replaced: { recoveryId: recovery.recoveryId, at: since, to: recovery.to, ttlSeconds },
        }),
      }));
    }
    const order = trafficOrderOf(settings, recovery);
    const { outcome, ...answer } = await attemptTraffic(context, () => tools.traffic.move(order));
    const { replacedTtlSeconds } = { replacedTtlSeconds: state.moveTraffic?.replacedTtlSeconds, ...answer };
    // A run that continues after the move finds the new DNS record in the zone; the pair record says what it replaced.
    const noted = stillCached(record.replaced, recovery.to, tools.clock.nowMs());
    const old = oldTtlOf({ before, replacedTtlSeconds, noted });
    return {
      ...answer,
      ...(old !== undefined && { replacedTtlSeconds: old }),
      outcome: outcome === 'done' ? 'moved' : 'again',
    };
  });
