// The world outside the template: what a real deployment finds. Two appliances with their power controllers, witnesses,
// the zone with its record, secrets, name servers, and an external client. Made from the same settings, never from the
// stack.
import { randomBytes } from 'node:crypto';
import type { Cloud } from '../../../packages/local-cloud/aws/cloud.ts';
import type { LoginAccount, SimulatedAppliance } from '../../appliance/appliance.ts';
import { startAppliance } from '../../appliance/appliance.ts';
import { pageSetOf } from '../../appliance/pages/page-set.ts';
import type { PowerController } from '../../appliance/power/power-controller.ts';
import { type NameServers, startNameServers } from '../../world/dns-server.ts';
import { createOutsideClient, type OutsideClient } from '../../world/outside-client.ts';
import { type ParentZone, parentZone } from '../../world/parent-zone.ts';
import { startWitness, type Witness } from '../../world/witness.ts';
import type { Ground } from './ground.ts';
import type { LabPair } from './lab-settings.ts';
import { launchInstance, type PowerDevices, startPower } from './power-world.ts';

/** Appliances, power and witnesses: what exists before any cloud does. */
export interface Sites extends AsyncDisposable {
  readonly appliances: Readonly<Record<string, SimulatedAppliance>>;
  /** The management controllers, of the appliances that have one. */
  readonly power: Readonly<Record<string, PowerController>>;
  /** By appliance: everything that powers it off and on. */
  readonly powerDevices: Readonly<Record<string, PowerDevices>>;
  readonly witnesses: readonly Witness[];
  readonly pathWitnesses: Readonly<Record<string, readonly Witness[]>>;
  /** Secret name → JSON value, as the owner would have stored them. */
  readonly secrets: Readonly<Record<string, string>>;
}

const hostAndPort = (where: string): { address: string; port: number } => {
  const { hostname, port } = new URL(where.includes('//') ? where : `tcp://${where}`);
  return { address: hostname, port: Number(port) };
};

/** The account for people; every other seed's pages come with an authenticator. */
const loginAccountOf = (seed: number): LoginAccount => ({
  user: 'twinbox',
  password: randomBytes(18).toString('base64'),
  ...(seed % 2 === 1 && { totpSeed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }),
});

/** What people have set up at the appliance that serves; the other one is as installed. */
const IN_USE = { user: 42, 'group-policy': 6, 'jump-group': 9, jumpoint: 4, 'vault/account': 17 };

/** Everything is disposed again when one part fails to start. `loginSeed` chooses the pages behind /login. */
export const startSites = async (pair: LabPair, ground: Ground, loginSeed = 0): Promise<Sites> => {
  const { network } = ground;
  await using stack = new AsyncDisposableStack();
  const appliances: Record<string, SimulatedAppliance> = {};
  const power: Record<string, PowerController> = {};
  const powerDevices: Record<string, PowerDevices> = {};
  const pathWitnesses: Record<string, Witness[]> = {};
  const secrets: Record<string, string> = {};
  for (const one of pair.appliances) {
    const accounts = { clientId: randomBytes(20).toString('hex'), clientSecret: randomBytes(32).toString('base64') };
    const loginSecret = one.restore.secret;
    const loginAccount = loginSecret === undefined ? undefined : loginAccountOf(loginSeed);
    if (loginSecret !== undefined) secrets[loginSecret] = JSON.stringify(loginAccount);
    const appliance = stack.use(
      await startAppliance({
        name: one.name,
        address: one.address,
        port: one.port,
        ...(one.management && { management: one.management }),
        tlsNames: pair.service.names,
        ...ground,
        accounts,
        ...(loginAccount && { loginAccount, loginPages: pageSetOf(loginSeed) }),
        configuration: `configuration of ${one.name}, as installed`,
        ...(one.name === pair.preferred && { totals: IN_USE }),
      }),
    );
    appliances[one.name] = appliance;
    secrets[one.secret] = JSON.stringify(accounts);
    const devices = stack.use(await startPower(one, appliance, ground));
    powerDevices[one.name] = devices;
    if (devices.controller) power[one.name] = devices.controller;
    Object.assign(secrets, devices.secrets);
    pathWitnesses[one.name] = [];
    for (const where of one.site.pathWitnesses) {
      pathWitnesses[one.name]?.push(stack.use(await startWitness({ ...hostAndPort(where), network })));
    }
  }
  const witnesses: Witness[] = [];
  for (const url of pair.watch.witnesses)
    witnesses.push(stack.use(await startWitness({ ...hostAndPort(url), network })));
  const owned = stack.move();
  return {
    appliances,
    power,
    powerDevices,
    witnesses,
    pathWitnesses,
    secrets,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};

/** The zone, its name servers and the external client: what needs the cloud's Route 53. */
export interface PublicSide extends AsyncDisposable {
  readonly nameServers: NameServers;
  /** The zone above the service's: a scenario may delegate elsewhere. */
  readonly parent: ParentZone;
  /** Its servers, apart from those of the service's zone. */
  readonly parentServers: NameServers;
  readonly client: OutsideClient;
  /** What the owner's resolver gives instead of the zone's answer: name → address. */
  readonly overrides: Map<string, string>;
}

/**
 * The owner's part of the cloud: secrets, the zone and the service's own record, pointing at the preferred appliance.
 */
export const seedCloud = (
  cloud: Cloud,
  pair: LabPair,
  sites: Pick<Sites, 'secrets'> & Partial<Pick<Sites, 'appliances'>>,
): void => {
  for (const one of pair.appliances) launchInstance(cloud, one, sites.appliances?.[one.name]);
  for (const [name, value] of Object.entries(sites.secrets)) cloud.secrets.putSecret({ name, value });
  const [zone] = pair.traffic.zones;
  const preferred = pair.appliances.find((appliance) => appliance.name === pair.preferred);
  if (!zone || !preferred) throw new Error('lab settings name no zone or no preferred appliance');
  // Two pairs may lie in one zone.
  if (!cloud.route53.zone(zone.id))
    cloud.route53.createZone({ id: zone.id, name: ZONE, nameServers: seatsOf(pair).map(({ name }) => name) });
  for (const name of pair.service.names) {
    cloud.route53.putRecord(zone.id, {
      name,
      type: 'A',
      ttlSeconds: pair.traffic.ttlSeconds,
      values: [preferred.address],
    });
  }
};

const ZONE = 'lab.test';

/** The zone's servers, under host names that lie outside of it, as Route 53's do. */
const seatsOf = (pair: LabPair) =>
  pair.traffic.nameServers.map((where, index) => ({ name: `ns${index + 1}.dns.test`, ...hostAndPort(where) }));

/** Name servers over the emulated Route 53, and a client that asks the first of them. */
export const startPublicSide = async (cloud: Cloud, pair: LabPair, ground: Ground): Promise<PublicSide> => {
  const { ca, clock, network } = ground;
  await using stack = new AsyncDisposableStack();
  const seats = seatsOf(pair);
  const lookup = (name: string, type: string) => {
    const { zone, records } = cloud.route53.resolve(name, type);
    const [record] = records;
    if (!record) return { inZone: zone !== undefined };
    return { ttl: record.ttlSeconds, values: record.values };
  };
  const followed = pair.service.names.flatMap((name) => [
    { name, type: 'A' },
    { name: `_twinbox.${name}`, type: 'TXT' },
  ]);
  const nameServers = stack.use(await startNameServers({ servers: seats, lookup, clock, network, followed }));
  const parent = parentZone('test', seats);
  parent.delegations.set(ZONE, seats);
  const above = pair.traffic.parents.map((where, index) => ({
    name: `${'abcdefghijklm'[index]}.nic.test`,
    ...hostAndPort(where),
  }));
  const parentServers = stack.use(await startNameServers({ servers: above, lookup: parent.lookup, clock, network }));
  const overrides = new Map<string, string>();
  const own = (pair.traffic.resolvers ?? []).map((where) => ({ name: 'resolver.office.test', ...hostAndPort(where) }));
  const resolved = (name: string, type: string) => {
    const instead = type === 'A' ? overrides.get(name) : undefined;
    return instead === undefined ? lookup(name, type) : { ttl: 1, values: [instead] };
  };
  stack.use(await startNameServers({ servers: own, lookup: resolved, clock, network }));
  const [first] = nameServers.servers;
  if (!first) throw new Error('lab settings name no name server');
  const owned = stack.move();
  return {
    nameServers,
    parent,
    parentServers,
    overrides,
    client: createOutsideClient({ nameServer: first, caPem: ca.caPem, clock, network }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};
