// What Twinbox asks of a healthy machine: a shutdown by its own operating system, and power on. Neither cuts power.
// Source of the reset types: the Resource schema, https://redfish.dmtf.org/schemas/v1/Resource.v1_20_0.json
import { type Failure, failure, isFailure } from '../domain/failure/failure.ts';
import type { Power } from './power.ts';
import type { RedfishSystem } from './redfish-system.ts';

export interface GentleTools {
  /** Name of the controller in messages. */
  readonly where: string;
  readonly system: (signal: AbortSignal) => Promise<RedfishSystem>;
  /** Sends one reset. @returns the refusal, if it was refused. */
  readonly request: (step: string, read: RedfishSystem, signal: AbortSignal) => Promise<Failure | undefined>;
}

/** Tries the steps that the controller allows, in order, until it accepts one. */
const firstOf = async (
  { where, request }: GentleTools,
  steps: readonly string[],
  read: RedfishSystem,
  signal: AbortSignal,
): Promise<void> => {
  const { allowed } = read;
  const possible = steps.filter((step) => allowed === undefined || allowed.includes(step));
  let refusal: Failure | undefined = failure(
    'PowerActionRefused',
    `${where} allows ${allowed?.join(', ') || 'nothing'}, and ${steps.join(' or ')} is needed`,
  );
  for (const step of possible) {
    refusal = await request(step, read, signal);
    if (refusal === undefined || isFailure(refusal, 'PowerRefused')) break;
  }
  if (refusal) throw refusal;
};

export const gentleRequests = (tools: GentleTools): Required<Pick<Power, 'shutDown' | 'on'>> => ({
  shutDown: async (signal) => {
    const read = await tools.system(signal);
    if (read.state === 'on' || read.state === 'unknown') await firstOf(tools, ['GracefulShutdown'], read, signal);
  },
  on: async (signal) => {
    const read = await tools.system(signal);
    // The button of a running machine would power it off, so it is not pushed at all.
    if (read.state === 'off') await firstOf(tools, ['On', 'ForceOn'], read, signal);
  },
});
