// Power by DMTF Redfish at the box's own management controller: ForceOff, and PowerState read back. A controller that is
// already off may refuse the action with 400 or 409; that is no failure here, since only what is read back counts.
// Source: DMTF DSP0266 and the ComputerSystem schema, https://redfish.dmtf.org/schemas/v1/ComputerSystem.v1_22_0.json
import * as z from 'zod/mini';
import { NamedError } from '../contract/named-error.ts';
import type { PowerSettings } from '../contract/pair-settings.ts';
import { callFailure } from '../net/call-failure.ts';
import { callText, type TextAnswer } from '../net/https-call.ts';
import type { Power, PowerState } from './power.ts';
import type { PowerCredentials } from './power-credentials.ts';

export type RedfishSettings = Extract<PowerSettings, { readonly way: 'redfish' }>;

const System = z.object({ PowerState: z.string() });

/** `Paused` is a box that does not run, but comes back without being switched on: not off. */
const STATES: Readonly<Record<string, PowerState>> = {
  On: 'on',
  Off: 'off',
  PoweringOn: 'changing',
  PoweringOff: 'changing',
  Paused: 'changing',
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? undefined : error;
  }
};

export const redfish = (settings: RedfishSettings, credentials: PowerCredentials): Power => {
  const where = `the power controller at ${settings.address}:${settings.port}`;
  const unreachable = (said: string, cause?: unknown): NamedError =>
    new NamedError('PowerUnreachable', `${where}: ${said}`, `Check the network path and the certificate of ${where}.`, cause);
  const refused = (status: number): NamedError =>
    new NamedError(
      'PowerRefused',
      `${where} answered HTTP ${status}`,
      `Check the account in secret ${settings.secret} and the systemPath ${settings.systemPath}.`,
    );

  const call = async (signal: AbortSignal, path: string, body?: object): Promise<TextAnswer> => {
    const { user, password } = await credentials(settings.secret, signal);
    try {
      const answer = await callText({
        address: settings.address,
        port: settings.port,
        tlsName: settings.tls?.serverName ?? settings.address,
        ca: settings.tls?.ca,
        method: body ? 'POST' : 'GET',
        path,
        headers: {
          authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
          accept: 'application/json',
          'odata-version': '4.0',
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal,
      });
      if ([401, 403, 404, 405].includes(answer.status)) throw refused(answer.status);
      if (answer.status >= 500 || answer.status === 429) throw unreachable(`HTTP ${answer.status}`);
      return answer;
    } catch (error) {
      if (error instanceof NamedError) throw error;
      const { kind, code } = callFailure(error, where);
      throw unreachable(`${kind} (${code})`, error);
    }
  };

  return {
    way: `redfish at ${settings.address}:${settings.port}`,
    off: async (signal) => {
      await call(signal, `${settings.systemPath}/Actions/ComputerSystem.Reset`, { ResetType: 'ForceOff' });
    },
    read: async (signal) => {
      const answer = await call(signal, settings.systemPath);
      const system = System.safeParse(parse(answer.text));
      const state = system.success ? STATES[system.data.PowerState] : undefined;
      if (answer.status !== 200 || !state) throw unreachable(`HTTP ${answer.status} without a PowerState that we know`);
      return state;
    },
  };
};
