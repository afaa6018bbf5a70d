// Power by DMTF Redfish at the appliance's own management controller. A request counts as accepted only if the service
// says so, and the state read back decides. Sources: DMTF DSP0266 (actions, ETags); the ComputerSystem schema,
// https://redfish.dmtf.org/schemas/v1/ComputerSystem.v1_22_0.json

import { type Failure, isFailure } from '../domain/failure/failure.ts';
import { type LastOff, offStepsNow } from '../domain/power/off-order.ts';
import type { Outside } from '../net/platform.ts';
import type { Power } from './power.ts';
import type { PowerCredentials } from './power-credentials.ts';
import { redfishCalls } from './redfish-calls.ts';
import { refusalOf } from './redfish-failure.ts';
import { gentleRequests } from './redfish-gentle.ts';
import type { RedfishSettings } from './redfish-settings.ts';
import { type RedfishSystem, readSystem, unreadSystem } from './redfish-system.ts';
import type { RedfishAnswer } from './redfish-transport.ts';

const PRECONDITION = [412, 428];

export const redfish = (outside: Outside, settings: RedfishSettings, credentials: PowerCredentials): Power => {
  const calls = redfishCalls(outside, settings, credentials);
  /** The last reading, for the request that follows immediately. */
  let known: RedfishSystem | undefined;
  const system = async (signal: AbortSignal): Promise<RedfishSystem> => {
    known = undefined;
    try {
      known = await readSystem(settings, calls, signal);
    } catch (error) {
      // A system that cannot be read at the moment can often still be powered off.
      if (isFailure(error, 'PowerUnreachable') && settings.systemPath !== undefined)
        known = unreadSystem(settings.systemPath);
      throw error;
    }
    return known;
  };
  const systemToSwitch = async (signal: AbortSignal): Promise<RedfishSystem> => {
    const found =
      known ??
      (await system(signal).catch((error: unknown) => {
        if (known === undefined) throw error;
        return known;
      }));
    known = undefined;
    return found;
  };

  const post = (step: string, path: string, signal: AbortSignal, ifMatch?: string): Promise<RedfishAnswer> =>
    calls.ask({ method: 'POST', path, body: { ResetType: step }, signal, ...(ifMatch !== undefined && { ifMatch }) });

  /**
   * Sends the first request without an ETag: the standard requires none for an action, and some services refuse one
   * (gofish #510). If a service requires one, repeats with the newest ETag of the system, at most twice.
   */
  const request = async (step: string, read: RedfishSystem, signal: AbortSignal): Promise<Failure | undefined> => {
    let answer = await post(step, read.resetPath, signal);
    for (let again = 0; again < 2 && PRECONDITION.includes(answer.status); again += 1) {
      const fresh = await system(signal);
      if (step === 'PushPowerButton' && fresh.state !== 'on') break;
      answer = await post(step, fresh.resetPath, signal, fresh.etag ?? '*');
    }
    if (answer.status >= 200 && answer.status < 300) return undefined;
    const { allowed } = read;
    return refusalOf(answer, { where: calls.where, what: step, secret: settings.secret, ...(allowed && { allowed }) });
  };

  const off = async (signal: AbortSignal, last?: LastOff): Promise<string | undefined> => {
    const read = await systemToSwitch(signal);
    const refusals: Failure[] = [];
    for (const step of offStepsNow(read.allowed, last)) {
      // Pushing the button of a machine that is off powers it on, so push it only if the machine was just read as on.
      const now = step === 'PushPowerButton' ? await system(signal) : read;
      if (step === 'PushPowerButton' && now.state !== 'on') continue;
      const refusal = await request(step, now, signal);
      if (refusal === undefined) return step;
      if (isFailure(refusal, 'PowerRefused') || isFailure(refusal, 'PowerUnreachable')) throw refusal;
      refusals.push(refusal);
    }
    const [first] = refusals;
    if (first === undefined) return undefined;
    first.message = [first.message, ...refusals.slice(1).map(({ message }) => message)].join('; ');
    throw first;
  };

  return {
    method: `redfish at ${settings.address}:${settings.port}`,
    promisesOff: true,
    off,
    ...gentleRequests({ where: calls.where, system, request }),
    probe: async (signal) => {
      const { state, target, allowed } = await system(signal);
      return { state, target, ...(allowed && { allowed }) };
    },
    read: async (signal) => (await system(signal)).state,
    close: () => calls.close(),
  };
};
