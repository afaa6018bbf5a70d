// The lab's own settings file, with the run's certificate authority put in: what the app is synthesized with, and what
// the world beside the template (appliances, zone, secrets, witnesses) is made from.
import { readFileSync } from 'node:fs';
import { parseDocument, stringify } from 'yaml';

/** The part of the settings that the world is made from. Only plain data: the lab shares no code with the product. */
export interface LabAppliance {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly management?: { readonly address: string; readonly port: number };
  readonly secret: string;
  readonly site: { readonly pathWitnesses: readonly string[] };
  restore: LabRestore;
  power: readonly LabPower[];
  tls?: { ca: string };
}

/** One of the ways to restore: a function of the user's own, or the web interface with an account in a secret. */
export interface LabRestore {
  readonly method?: string;
  readonly functionArn?: string;
  readonly secret?: string;
  readonly hints?: Readonly<Record<string, unknown>>;
}

/** Redfish at a management controller. */
export interface LabRedfish {
  readonly method: 'redfish';
  readonly address: string;
  readonly port: number;
  readonly secret: string;
  tls?: { ca: string };
}

/** One of the ways to power an appliance off. */
export type LabPower =
  | LabRedfish
  | {
      readonly method: 'ec2';
      readonly instanceId: string;
      readonly region: string;
      readonly address: string;
      readonly tag: { readonly key: string; readonly value: string };
    }
  | { readonly method: 'lambda'; readonly functionArn: string }
  | { readonly method: 'operator' };

/** What a scenario names: the user's function drives a hypervisor or a power strip. */
export type LabPowerMethod = 'redfish' | 'ec2' | 'hypervisor' | 'strip' | 'operator';

export interface LabPair {
  readonly name: string;
  readonly service: { readonly names: readonly string[]; readonly ports: readonly number[] };
  readonly appliances: readonly LabAppliance[];
  readonly preferred: string;
  readonly traffic: {
    /** The owner's own. */
    resolvers?: readonly string[];
    readonly ttlSeconds: number;
    readonly zones: readonly { readonly id: string }[];
    readonly nameServers: readonly string[];
    /** Where resolution starts: the parent of the zone. */
    readonly parents: readonly string[];
  };
  readonly watch: { readonly witnesses: readonly string[] };
  readonly policy: Record<string, unknown> & {
    automation: string;
    onUnconfirmedFence: string;
    actAfterSeconds: number;
    coolDownMinutes: number;
  };
}

export interface LabSettings {
  readonly home: { readonly region: string };
  readonly pairs: LabPair[];
}

/** Changes a scenario makes to the one settings file before synth. */
export interface SettingsVariant {
  readonly automation?: 'observe' | 'ask' | 'act';
  readonly onUnconfirmedFence?: 'halt' | 'proceed';
  readonly actAfterSeconds?: number;
  readonly answerWithinMinutes?: number;
  /** Both appliances are restored through their web interface, not by the user's function. */
  readonly restoreMethod?: 'login-form';
  /** Weekly service windows of the pair. */
  readonly windows?: readonly { readonly appliance: string; readonly weekly: string; readonly minutes: number }[];
  /** How both appliances are powered off, in order. Default: as in the file. */
  readonly powerMethods?: readonly LabPowerMethod[];
  /** The owner has a resolver of his own, and names it. */
  readonly resolver?: true;
  /** A second pair beside the one of the scenario: the same under other names and addresses. */
  readonly neighbour?: true;
}

/** Two labs on one machine need two blocks of loopback addresses: LAB_BLOCK=7 moves all of 127.0.x.y to 127.7.x.y. */
const inBlock = (text: string): string => {
  const block = process.env.LAB_BLOCK ?? '0';
  if (!/^(\d|[1-9]\d|1\d\d|2[0-4]\d)$/.test(block)) throw new RangeError(`LAB_BLOCK is ${block}: allowed are 0 to 249`);
  return text.replaceAll('127.0.', `127.${block}.`);
};

/** Its appliances, power controllers and witnesses are its own; it is in the same zone. */
const neighbourOf = (pair: LabPair): LabPair =>
  JSON.parse(
    JSON.stringify(pair)
      .replaceAll('support', 'archive')
      .replaceAll('london', 'paris')
      .replaceAll('dublin', 'rome')
      .replaceAll(/\b(127\.\d+)\.([123])\./g, '$1.1$2.'),
  ) as LabPair;

/** Ends with the place of the appliance's address: `…1.10` has the instance `i-00000000000000110`. */
const instanceIdOf = ({ address }: LabAppliance): string =>
  `i-${address.split('.').slice(-2).join('').padStart(17, '0')}`;

const powerBy = (method: LabPowerMethod, appliance: LabAppliance, region: string): readonly LabPower[] => {
  const { name, address, power } = appliance;
  switch (method) {
    case 'redfish':
      return power.filter((one) => one.method === 'redfish');
    case 'ec2':
      return [{ method, instanceId: instanceIdOf(appliance), region, address, tag: { key: 'Name', value: name } }];
    case 'hypervisor':
    case 'strip':
      return [
        { method: 'lambda', functionArn: `arn:aws:lambda:${region}:000000000000:function:power-${method}-${name}` },
      ];
    case 'operator':
      return [{ method }];
  }
};

/** Reads lab/twinbox.lab.yaml, applies the variant, and lets everything trust the run's authority. */
export const labSettings = (
  caPem: string,
  variant: SettingsVariant = {},
): { readonly settings: LabSettings; readonly yaml: string } => {
  const settings = parseDocument(
    inBlock(readFileSync(new URL('../../twinbox.lab.yaml', import.meta.url), 'utf8')),
  ).toJS() as LabSettings;
  const { restoreMethod, neighbour, powerMethods, windows, resolver, ...policy } = variant;
  if (neighbour) settings.pairs.push(neighbourOf(onlyPair(settings)));
  for (const pair of settings.pairs) {
    Object.assign(pair.policy, policy);
    // Beside the first name server.
    if (resolver)
      pair.traffic.resolvers = pair.traffic.nameServers.slice(0, 1).map((at) => at.replace(/\d+(?=:)/, '55'));
    if (windows) Object.assign(pair, { windows });
    for (const appliance of pair.appliances) {
      if (restoreMethod) {
        appliance.restore = {
          method: restoreMethod,
          secret: `${appliance.secret}-login`,
          hints: { acceptAgreement: true },
        };
      }
      if (powerMethods)
        appliance.power = powerMethods.flatMap((method) => powerBy(method, appliance, settings.home.region));
      appliance.tls = { ca: caPem };
      for (const power of appliance.power) if (power.method === 'redfish') power.tls = { ca: caPem };
    }
  }
  return { settings, yaml: stringify(settings) };
};

/** The pair that scenarios use. */
export const onlyPair = (settings: LabSettings): LabPair => {
  const [pair] = settings.pairs;
  if (!pair) throw new Error('lab/twinbox.lab.yaml has no pair');
  return pair;
};
