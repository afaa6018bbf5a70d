// ClaimTraffic: writes our epoch beside the service's DNS record, right before the fence. After powering an appliance
// off it would be too late to find that DNS cannot be changed or that the name is delegated elsewhere. From here on the
// zone refuses older runs.
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import type { Traffic } from '../../../traffic/traffic.ts';
import { neverInDrill } from '../assert-not-drill.ts';
import { type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { type ClaimMade, comparePlace, findClaim } from './claim-place.ts';
import { attemptTraffic } from './traffic-attempt.ts';
import { trafficOrderOf } from './traffic-order.ts';

export interface ClaimTrafficTools extends PhaseTools {
  readonly traffic: Traffic;
}

/** The claim that an earlier attempt made. */
const madeBefore = (result: ResultOf<'ClaimTraffic'> | undefined): ClaimMade | undefined => {
  if (result?.claimedAt === undefined) return undefined;
  const { claimedAt, changeId, inSyncAt } = result;
  return { claimedAt, ...(changeId !== undefined && { changeId }), ...(inSyncAt !== undefined && { inSyncAt }) };
};

/**
 * @throws LeaseLostError, WorkflowBroken, DnsRecordUnfit, DnsRecordChanged, NameOutsideZone, ZoneFull, ChangeRefused,
 * DelegationElsewhere, ClaimNotSeen, TrafficUnreachable (at the last attempt)
 */
export const claimTraffic = (tools: ClaimTrafficTools): Step<ResultOf<'ClaimTraffic'>> =>
  phaseStep('ClaimTraffic', tools, async (context) => {
    const { recovery, settings, state, attempt } = context;
    const { traffic, clock } = tools;
    neverInDrill('ClaimTraffic', recovery);
    const order = trafficOrderOf(settings, recovery);
    const before = madeBefore(state.claimTraffic);
    const place = before ? { evidence: [], exempt: false } : await comparePlace(traffic, settings);
    const answer = await attemptTraffic(context, () => traffic.claim(order));
    if (answer.outcome !== 'done') return { ...before, outcome: 'again', evidence: answer.evidence };
    const claimed = recovery.kind === 'switchover' ? 'planned' : 'claimed';
    if (place.exempt) return { outcome: claimed, evidence: [...answer.evidence, ...place.evidence] };
    const { changeId } = answer;
    const made = before ?? {
      claimedAt: new Date(clock.nowMs()).toISOString(),
      ...(changeId !== undefined && { changeId }),
    };
    const seen = await findClaim(traffic, order, made, { attempt, nowMs: () => clock.nowMs() });
    const outcome = seen.outcome === 'claimed' ? claimed : seen.outcome;
    return { ...seen, outcome, evidence: [...answer.evidence, ...place.evidence, ...seen.evidence] };
  });
