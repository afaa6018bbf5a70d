// PowerOn: wakes the standby before it is restored. And where the standby turned out unfit after the old primary was
// shut down or fenced, wakes the old primary again, as long as no user can have been moved.
import type { ApplianceProbe } from '../../../appliance/appliance.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import type { Power, PowerOrder } from '../../../power/power.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { orderOf } from '../power-order.ts';
import { gently } from './gentle-power.ts';

export interface PowerOnTools extends PhaseTools {
  /** The methods to power that appliance, in order, without `none`. */
  readonly powersOf: (settings: PairSettings, appliance: string, order: PowerOrder) => readonly Power[];
  readonly probe: ApplianceProbe;
}

const ASK_AGAIN_MS = 180_000;
/** In a failover users are down meanwhile, so people must know soon. */
const ATTEMPTS_BEFORE_PEOPLE = 12;

/** True on the way back: Promote found the standby unfit. */
const isReturn = ({ state }: Pick<PhaseContext, 'state'>): boolean => state.promote?.outcome === 'unfit';

/** An earlier wait of this state was for the other appliance. */
const waited = (context: PhaseContext): { readonly askedAt?: string } => {
  const before = context.state.powerOn;
  return before?.outcome === 'again' ? before : {};
};

/** A failover that brought the failed primary back still needs a person. */
const stillUnfit = ({ state, recovery }: PhaseContext, seen: string): Failure =>
  failure(
    'StandbyUnfit',
    `${recovery.to} turned out unfit after ${recovery.from} was fenced: ${state.promote?.evidence.join('; ')}. Twinbox powered ${recovery.from} on again: ${seen}`,
    `Users are still sent to ${recovery.from}. Bring ${recovery.to} back and start again.`,
  );

/**
 * Only a power-off of our own, read back, is undone: a person who unplugged the appliance had reasons, and an
 * unconfirmed fence may not have been one.
 */
const refuseForeignFence = ({ state, recovery }: PhaseContext, powers: readonly Power[]): void => {
  const { fence, promote } = state;
  if (fence === undefined || powers.some(({ method }) => method === fence.confirmedBy)) return;
  const who =
    fence.confirmedBy === undefined ? 'nobody confirmed the fence' : `${fence.confirmedBy} confirmed the fence`;
  throw failure(
    'StandbyUnfit',
    `${recovery.to} turned out unfit after ${recovery.from} was fenced: ${promote?.evidence.join('; ')}. Twinbox does not power ${recovery.from} on again: ${who}, not a power method`,
    `Users are still sent to ${recovery.from}. Bring ${recovery.to} back and start again, or power ${recovery.from} on by hand.`,
  );
};

/** @throws LeaseLostError, StandbyUnfit, PhaseTimedOut */
export const powerOn = (tools: PowerOnTools): Step<ResultOf<'PowerOn'>> =>
  phaseStep('PowerOn', tools, async (context) => {
    const { recovery, settings, record, clock, signal, attempt, attempts } = context;
    const back = isReturn(context);
    const appliance = back ? recovery.from : recovery.to;
    const powers = tools.powersOf(settings, appliance, orderOf(context));
    if (back) refuseForeignFence(context, powers);
    const { result } = await tools.probe.probe(applianceOf(settings, appliance), tlsNameOf(settings), PROBE_TIMEOUT_MS);
    if (result === 'healthy') {
      const seen = `${appliance} is healthy on the users’ path`;
      if (!back) return { outcome: 'awake', evidence: [seen] };
      if (recovery.kind === 'failover') throw stillUnfit(context, seen);
      return { outcome: 'returned', evidence: [...(context.state.promote?.evidence ?? []), seen] };
    }
    const nowMs = clock.nowMs();
    const { askedAt } = waited(context);
    const command = askedAt === undefined || nowMs - Date.parse(askedAt) >= ASK_AGAIN_MS;
    const done = await gently(powers, 'on', { appliance, noted: record.powerTargets, command, clock, signal });
    const asked = done.isAsked ? new Date(nowMs).toISOString() : askedAt;
    const evidence = [`${appliance} is ${result} on the users’ path`, ...done.evidence];
    if (back && attempt >= (recovery.kind === 'failover' ? ATTEMPTS_BEFORE_PEOPLE : attempts))
      throw stillUnfit(context, evidence.join('; '));
    if (attempt >= attempts) {
      throw failure(
        'StandbyUnfit',
        `${appliance} does not answer: ${evidence.join('; ')}`,
        `Users were not affected. Power ${appliance} on, then start again.`,
      );
    }
    return { ...(asked && { askedAt: asked }), outcome: 'again', evidence };
  });
