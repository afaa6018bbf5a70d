// The methods whose power Twinbox reads while all is well, without ever commanding. For a pair that acts it uses the
// account that Fence will use, for a pair that it observes an account that may only read. It does not retry a version
// of a secret that a controller refused, because accounts lock.

import { applianceOf, type PairSettings } from '../contract/settings/pair-settings.ts';
import type { PowerSettings, PowerSettingsOf } from '../contract/settings/power-settings.ts';
import { failure } from '../domain/failure/failure.ts';
import type { RefusedPower } from '../domain/record/recorded-power.ts';
import { ec2MethodName, ec2Power } from './ec2/ec2.ts';
import { lambdaMethodName, plannedPower } from './lambda/lambda-power.ts';
import type { Power } from './power.ts';
import type { PowerCredentials } from './power-credentials.ts';
import type { PowerTools } from './power-of.ts';
import { redfish } from './redfish.ts';
import type { RedfishSettings } from './redfish-settings.ts';

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
  /** Of the pair record: the owner's function would refuse a plan under an older one. */
  epoch: number,
) => readonly PowerToRead[];

const notPresented = (): undefined => undefined;

const redfishToRead = (
  { credentials, outside }: PowerTools,
  settings: RedfishSettings,
  acts: boolean,
  refused: readonly RefusedPower[],
): PowerToRead => {
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

interface Reading {
  readonly pair: string;
  readonly appliance: string;
  readonly epoch: number;
  readonly acts: boolean;
  readonly refused: readonly RefusedPower[];
}

/** A plan is for now: nobody keeps it. */
const PLAN_MS = 60_000;

const lambdaToRead = (
  { outside, lambda }: PowerTools,
  { functionArn }: PowerSettingsOf<'lambda'>,
  { pair, appliance, epoch, acts }: Reading,
): PowerToRead => {
  const method = lambdaMethodName(functionArn);
  // Whoever may call the function may also command it.
  if (!acts) return { method, reason: 'automation is observe: Twinbox may not call it', presented: notPresented };
  const nowMs = (): number => outside.clock.nowMs();
  const order = { recoveryId: 'readiness', epoch, noted: undefined, notAfterMs: () => nowMs() + PLAN_MS };
  const power = plannedPower(lambda, { pair, appliance, functionArn, order, nowMs });
  return { method, power, presented: notPresented };
};

const methodToRead = (tools: PowerTools, method: PowerSettings, of: Reading): PowerToRead => {
  switch (method.method) {
    case 'redfish':
      return redfishToRead(tools, method, of.acts, of.refused);
    case 'ec2': {
      const power = ec2Power(tools.ec2, method, { whole: true });
      return { method: ec2MethodName(method), power, presented: notPresented };
    }
    case 'lambda':
      return lambdaToRead(tools, method, of);
    case 'operator':
      return { method: 'operator', reason: 'a person confirms that it is off', presented: notPresented };
    case 'none':
      return { method: 'none', reason: 'the settings name no power method', presented: notPresented };
  }
};

export const powersToRead =
  (tools: PowerTools): PowersToRead =>
  (settings, appliance, refused, epoch) => {
    const acts = settings.policy.automation !== 'observe';
    const of = { pair: settings.name, appliance, epoch, acts, refused };
    return applianceOf(settings, appliance).power.map((method) => methodToRead(tools, method, of));
  };
