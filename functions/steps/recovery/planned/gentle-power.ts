// Commands a healthy machine gently: to shut down by itself, or to power on. In the same call it reads which machine the
// controller belongs to, and it commands no other than the recorded one.
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import type { Clock } from '../../../contract/runtime/clock.ts';
import { type NotedTargets, targetFault } from '../../../domain/power/target.ts';
import type { Power, PowerState } from '../../../power/power.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';

export interface GentleContext {
  readonly appliance: string;
  readonly noted: NotedTargets | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** False: only read it, because an earlier request still has time to take effect. */
  readonly command: boolean;
}

export interface GentleAnswer {
  /** As read before the command; undefined if no controller of this appliance could be read. */
  readonly state?: PowerState;
  /** True if a controller accepted a command. */
  readonly isAsked: boolean;
  readonly evidence: readonly string[];
}

type Gentle = 'shutDown' | 'on';
const DONE: Readonly<Record<Gentle, PowerState>> = { shutDown: 'off', on: 'on' };

const tryOne = async (power: Power, command: Gentle, context: GentleContext): Promise<GentleAnswer> => {
  const { appliance, noted, clock, signal } = context;
  const fails = (error: unknown): string => {
    const { name, message } = describeFailure(error);
    return `${power.method}: ${name}: ${message}`;
  };
  const [read] = await Promise.allSettled([power.probe(clock.deadline(PROBE_TIMEOUT_MS, signal))]);
  if (read.status === 'rejected') return { isAsked: false, evidence: [fails(read.reason)] };
  const { state, target } = read.value;
  const fault = targetFault(noted, { appliance, method: power.method, notified: target });
  if (fault !== undefined)
    return { isAsked: false, evidence: [`${power.method} is not used: it does not control ${appliance}: ${fault}`] };
  const reads = `${power.method} reads ${appliance} as ${state}`;
  const request = power[command];
  if (state === DONE[command] || !context.command) return { state, isAsked: false, evidence: [reads] };
  if (!request) return { state, isAsked: false, evidence: [`${reads}, and can only cut its power`] };
  const [asked] = await Promise.allSettled([request(signal)]);
  if (asked.status === 'rejected') return { state, isAsked: false, evidence: [reads, fails(asked.reason)] };
  return { state, isAsked: true, evidence: [`${reads}, and accepted the request`] };
};

/** Tries the methods in order, until one has done it or accepted the request. */
export const gently = async (
  powers: readonly Power[],
  command: Gentle,
  context: GentleContext,
): Promise<GentleAnswer> => {
  const evidence: string[] = [];
  let state: PowerState | undefined;
  for (const power of powers) {
    const answer = await tryOne(power, command, context);
    await power.close?.();
    evidence.push(...answer.evidence);
    state ??= answer.state;
    if (answer.isAsked || answer.state === DONE[command])
      return { ...answer, evidence, ...(answer.state && { state: answer.state }) };
  }
  return { isAsked: false, evidence, ...(state && { state }) };
};
