// What Fence checks before it powers a quarantined appliance off again. The situation may have changed since Begin, and
// a person may have pointed the service at that appliance by hand, which the pair record does not show.

import type { NameProbe } from '../../../appliance/probe/vantage.ts';
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { applianceOf } from '../../../contract/settings/pair-settings.ts';
import { mayStart } from '../../../domain/recovery/decision.ts';
import { seeNames } from '../../pairs/see-names.ts';
import type { PhaseContext, PhaseTools } from '../phase-step.ts';

export interface RefenceGuardTools extends PhaseTools {
  readonly names: NameProbe;
}

/** Why Fence does not power it off now. */
export interface Restraint {
  /** `again` if that could not be determined. */
  readonly outcome: 'stood-down' | 'again';
  readonly evidence: readonly string[];
}

const usersThere = async (
  { names }: RefenceGuardTools,
  { settings, recovery, clock, signal }: PhaseContext,
): Promise<Restraint | undefined> => {
  const { address } = applianceOf(settings, recovery.from);
  const { seen, failed } = await seeNames({ names, clock }, settings, signal);
  const there = seen.filter(({ addresses }) => addresses.includes(address)).map(({ name }) => name);
  if (there.length > 0) {
    const message = `${there.join(', ')} points at ${address}: users are sent to ${recovery.from} although it is quarantined, so Twinbox does not power it off`;
    return { outcome: 'stood-down', evidence: [message] };
  }
  if (!failed) return undefined;
  const message = `cannot determine whether users are sent to ${recovery.from}: ${describeFailure(failed.reason).message}`;
  return { outcome: 'again', evidence: [message] };
};

/** @returns undefined if Fence may power it off. */
export const restraintOf = async (tools: RefenceGuardTools, context: PhaseContext): Promise<Restraint | undefined> => {
  const { record, recovery, settings } = context;
  const asked = { trigger: 'person', kind: 'fence', dryRun: false } as const;
  const decision = mayStart(record, asked, settings.policy, tools.clock.nowMs());
  if (decision.action === 'refuse') return { outcome: 'stood-down', evidence: [decision.reason] };
  if (record.quarantined?.appliance !== recovery.from)
    return { outcome: 'stood-down', evidence: [`${recovery.from} is no longer quarantined`] };
  return usersThere(tools, context);
};
