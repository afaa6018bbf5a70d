// Tries one method to power an appliance off: reads which machine it controls and whether that runs, requests off, and
// reads back. It never powers off a machine other than the recorded one.

import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import type { Clock } from '../../../contract/runtime/clock.ts';
import type { FailureName } from '../../../domain/failure/failure-name.ts';
import type { LastOff } from '../../../domain/power/off-order.ts';
import { isReported, type NotedTargets, notedTargetOf, targetFault } from '../../../domain/power/target.ts';
import type { Power, PowerReading } from '../../../power/power.ts';

export interface MethodAnswer {
  readonly is: 'off' | 'asked' | 'refused' | 'unreachable';
  readonly message: string;
  /** The step taken in this try. */
  readonly step?: string;
}

export interface MethodContext {
  readonly appliance: string;
  readonly noted: NotedTargets | undefined;
  readonly askedBefore: boolean;
  readonly last?: LastOff;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The first reading's share of a try; the rest is for the request. */
const PROBE_BUDGET_MS = 5_000;

/** Failures that a later try cannot fix: they concern the account, the settings or the machine. */
const FINAL: readonly FailureName[] = ['PowerRefused', 'PowerTargetUnclear', 'WrongAppliance', 'PowerContractBroken'];

const failed = (power: Power, error: unknown, asked: boolean): MethodAnswer => {
  const { name, message } = describeFailure(error);
  if (FINAL.includes(name))
    return {
      is: 'refused',
      message: `${power.method} refused the request, and Twinbox does not retry it: ${name}: ${message}`,
    };
  return { is: asked ? 'asked' : 'unreachable', message: `${power.method}: ${name}: ${message}` };
};

const identityInWords = ({ target }: PowerReading, { noted, appliance }: MethodContext, method: string): string => {
  if (!isReported(target)) return '; the controller does not report which machine it controls';
  return notedTargetOf(noted, appliance, method) ? '' : '; no machine was recorded for it before';
};

/** Requests off and reads back. The reading decides, because a machine that is already off may refuse the request. */
const switchOff = async (power: Power, context: MethodContext, identity: string): Promise<MethodAnswer> => {
  const { signal, last, askedBefore } = context;
  const [asked] = await Promise.allSettled([power.off(signal, last)]);
  const step = asked.status === 'fulfilled' ? asked.value : undefined;
  const trouble = asked.status === 'rejected' ? failed(power, asked.reason, askedBefore) : undefined;
  if (trouble?.is === 'refused') return trouble;
  const taken = { ...(step !== undefined && { step }) };
  const [after] = await Promise.allSettled([power.read(signal)]);
  if (after.status === 'fulfilled' && after.value === 'off')
    return { ...taken, is: 'off', message: `${power.method} powered it off and reads it as off${identity}` };
  if (trouble) return trouble;
  if (after.status === 'rejected') return { ...failed(power, after.reason, true), ...taken };
  const did =
    step === undefined ? `waits for ${last?.step ?? 'the machine'}` : `accepted the request to power off (${step})`;
  return {
    ...taken,
    is: 'asked',
    message: `${power.method} ${did}, and still reads the appliance as ${after.value}${identity}`,
  };
};

export const tryMethod = async (power: Power, context: MethodContext): Promise<MethodAnswer> => {
  const { appliance, noted, askedBefore, clock, signal } = context;
  const limit = clock.deadline(PROBE_BUDGET_MS, signal);
  const [before] = await Promise.allSettled([power.probe(limit)]);
  if (before.status === 'rejected') {
    const trouble = failed(power, before.reason, askedBefore);
    // A machine that cannot be read can often be powered off anyway.
    return trouble.is === 'refused'
      ? trouble
      : switchOff(power, context, '; the machine that it controls could not be read');
  }
  const { state, target } = before.value;
  const fault = targetFault(noted, { appliance, method: power.method, notified: target });
  if (fault !== undefined)
    return {
      is: 'refused',
      message: `${power.method} is not used: FenceTargetChanged: it does not control ${appliance}'s machine: ${fault}`,
    };
  const identity = identityInWords(before.value, context, power.method);
  if (state === 'off') return { is: 'off', message: `${power.method} reads it as off${identity}` };
  if (state === 'changing' && askedBefore)
    return { is: 'asked', message: `${power.method} reads the appliance as changing` };
  return switchOff(power, context, identity);
};
