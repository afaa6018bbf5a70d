// The methods whose power Twinbox reads while all is well, without ever commanding. For a pair that acts it uses the
// account that Fence will use, for a pair that it observes an account that may only read. It does not retry a version
// of a secret that a controller refused, because accounts lock.

import { applianceOf, type PairSettings, type PowerSettings } from '../contract/settings/pair-settings.ts';
import { failure } from '../domain/failure/failure.ts';
import type { RefusedPower } from '../domain/record/recorded-power.ts';
import type { Outside } from '../net/platform.ts';
import type { Power } from './power.ts';
import type { PowerCredentials } from './power-credentials.ts';
import { redfish } from './redfish.ts';

export interface PowerToRead {
  /** The method's name. */
  readonly method: string;
  /** Absent if it is not read. */
  readonly power?: Power;
  /** Why it is not read. */
  readonly reason?: string;
  /** The version of the secret that was presented; undefined if none was. */
  readonly presented: () => RefusedPower | undefined;
}

export type PowersToRead = (
  settings: PairSettings,
  appliance: string,
  refused: readonly RefusedPower[],
) => readonly PowerToRead[];

const notPresented = (): undefined => undefined;

const toRead = (
  outside: Outside,
  settings: PowerSettings,
  acts: boolean,
  credentials: PowerCredentials,
  refused: readonly RefusedPower[],
): PowerToRead => {
  if (settings.method === 'none')
    return { method: 'none', reason: 'the settings name no power method', presented: notPresented };
  const method = `redfish at ${settings.address}:${settings.port}`;
  const secret = acts ? settings.secret : settings.readSecret;
  if (secret === undefined)
    return { method, reason: 'automation is observe and readSecret is not set', presented: notPresented };
  let presented: RefusedPower | undefined;
  const unlessRefused: PowerCredentials = async (name, signal) => {
    const account = await credentials(name, signal);
    const { versionId } = account;
    if (versionId === undefined) return account;
    if (refused.some((one) => one.secret === name && one.versionId === versionId)) {
      throw failure(
        'PowerRefused',
        `${method} has refused secret ${name}; Twinbox does not try it again until the secret changes`,
        `Store an account that the controller accepts in secret ${name}.`,
      );
    }
    presented = { secret: name, versionId };
    return account;
  };
  return { method, power: redfish(outside, { ...settings, secret }, unlessRefused), presented: () => presented };
};

export const powersToRead =
  (credentials: PowerCredentials, outside: Outside): PowersToRead =>
  (settings, appliance, refused) =>
    applianceOf(settings, appliance).power.map((method) =>
      toRead(outside, method, settings.policy.automation !== 'observe', credentials, refused),
    );
