// Two boxes, their power, a DNS record and an outside thing, small enough to hold in the head. Steps meet it through the same
// interfaces as the real ones; what is true in it is read from it alone.
import type { ApplianceApiOf, ApplianceLook, RestoreWay, UsersPageLook } from '../../functions/appliance/appliance.ts';
import type { CertificateLook } from '../../functions/appliance/probe/certificate-probe.ts';
import type { HealthTextLook } from '../../functions/appliance/probe/health-text.ts';
import type { NameLook, Vantage } from '../../functions/appliance/probe/vantage.ts';
import { applianceOf, type PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { LeaseLostError } from '../../functions/domain/admission/lease.ts';
import { type Failure, failure } from '../../functions/domain/failure/failure.ts';
import type { HealthText } from '../../functions/domain/health/known-health-text.ts';
import type { CertificateFacts } from '../../functions/domain/identity/certificate-facts.ts';
import type { Fingerprint } from '../../functions/domain/identity/fingerprint.ts';
import type { Observation, ProbeResult } from '../../functions/domain/model/observation.ts';
import type { ClaimSeen } from '../../functions/domain/traffic/claim-seen.ts';
import type { DelegationReading, ZoneFacts } from '../../functions/domain/traffic/delegation.ts';
import type { Power } from '../../functions/power/power.ts';
import type { PowersToRead } from '../../functions/power/powers-to-read.ts';
import type { LaggingServers, NameReading, Traffic, TrafficOrder } from '../../functions/traffic/traffic.ts';
import type { StoryClock } from './story-clock.ts';

export interface Box {
  /** How it answers on the users' path while it has power and is not restarting. */
  probe: ProbeResult;
  power: 'on' | 'off';
  /** Whose accounts it knows. */
  accounts: string;
  /** What configuration it carries. */
  carries: string;
  /** ms since 1970 until which it restarts. */
  restartsUntilMs: number;
  version: string;
  certificate: CertificateFacts;
  role: 'none' | 'primary' | 'standby';
  cluster: string;
  /** How much it holds. */
  totals: Fingerprint;
  /** Version of the secret of its accounts that it knows. */
  secretVersion: string;
  /** What /check_health answers while it is healthy. */
  healthText: HealthText;
  /** How the users' page is while it is healthy. */
  page: ProbeResult;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const isOurs = (name: string): DelegationReading => ({
  name,
  verdict: 'ours',
  says: `${name}: the world asks the zone's servers`,
});

export interface SmallWorld {
  readonly boxes: Record<string, Box>;
  readonly witness: { probe: ProbeResult };
  /** Where the names point, as the zone holds it. */
  readonly zone: Record<string, NameReading>;
  /** What the zone says of itself. */
  readonly zoneFacts: Mutable<ZoneFacts>;
  /** What is found of a name's delegation; where nothing stands here the world asks the zone's own servers. */
  readonly delegationOf: Record<string, DelegationReading>;
  /** What the servers that the world asks say of our claim; left out, one of them shows it. */
  claimSeen: (order: TrafficOrder, name: string) => ClaimSeen;
  /** Faults to come: what a way does the next time it is asked. */
  readonly faults: {
    restore?: Failure;
    /** Backups that the box does not take. */
    refuses?: readonly string[];
    power?: Failure;
    traffic?: Failure;
    restartSeconds: number;
    ignoresRestore: boolean;
    /** Power takes the request, and does nothing. */
    ignoresOff: boolean;
  };
  /** The current version of each box's secret. */
  readonly secrets: Record<string, string>;
  /** What was done to it, in order. */
  readonly deeds: string[];
  probeOf(appliance: string): ProbeResult;
  readonly look: ApplianceLook;
  readonly vantage: Vantage;
  readonly names: NameLook;
  readonly apiOf: ApplianceApiOf;
  readonly certificates: CertificateLook;
  readonly healthTexts: HealthTextLook;
  readonly pages: UsersPageLook;
  readonly restoreWay: RestoreWay;
  readonly traffic: Traffic;
  /** What Verify hears of name servers that lag behind. */
  readonly servers: { lagging: LaggingServers['lagging'] };
  readonly powersOf: (settings: PairSettings, appliance: string) => readonly Power[];
  readonly powersToRead: PowersToRead;
}

const newBox = (name: string): Box => ({
  probe: 'healthy',
  power: 'on',
  accounts: name,
  carries: `own of ${name}`,
  restartsUntilMs: 0,
  version: '25.1.2',
  certificate: {
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2027-12-31T00:00:00.000Z',
    names: ['support.example.com'],
    issuers: ['Test authority'],
    fingerprint: name.padEnd(64, '0'),
    trusted: true,
  },
  role: 'none',
  cluster: 'single',
  totals: { user: 1, 'jump-group': 0 },
  secretVersion: `first of ${name}`,
  healthText: { digest: 'a line', says: 'plain text of 8 characters' },
  page: 'healthy',
});

const boxIn = (boxes: Record<string, Box>, name: string): Box => {
  const box = boxes[name];
  if (!box) throw new RangeError(`no box ${name}`);
  return box;
};

export const smallWorld = (settings: PairSettings, clock: StoryClock): SmallWorld => {
  const boxes = Object.fromEntries(settings.appliances.map(({ name }) => [name, newBox(name)]));
  const secrets = Object.fromEntries(settings.appliances.map(({ name }) => [name, `first of ${name}`]));
  const witness: { probe: ProbeResult } = { probe: 'healthy' };
  const address = applianceOf(settings, settings.preferred).address;
  const zone: Record<string, NameReading> = Object.fromEntries(
    settings.service.names.map((name) => [name, { name, addresses: [address], ttlSeconds: 30 }]),
  );
  const zoneFacts: Mutable<ZoneFacts> = { name: 'example.com', private: false, nameServers: ['ns-1.example.net'] };
  const delegationOf: Record<string, DelegationReading> = {};
  const claimSeen = (order: TrafficOrder, name: string): ClaimSeen => world.claimSeen(order, name);
  const deeds: string[] = [];
  const faults: SmallWorld['faults'] = { restartSeconds: 20, ignoresRestore: false, ignoresOff: false };

  const probeOf = (name: string): ProbeResult => {
    const box = boxIn(boxes, name);
    return box.power === 'off' || clock.nowMs() < box.restartsUntilMs ? 'silent' : box.probe;
  };
  const seen = (target: string, result: ProbeResult): Observation => ({ target, result, at: clock.iso(), elapsedMs: 5 });
  const silentApi = (name: string): void => {
    if (!['healthy', 'unhealthy'].includes(probeOf(name)))
      throw failure('ApplianceUnreachable', `${name} is silent`, 'Look at it.');
  };
  const look: ApplianceLook = {
    look: async ({ name, address: at }, tlsName) =>
      seen(tlsName, at === applianceOf(settings, name).address ? probeOf(name) : 'untrusted'),
  };
  const lookAll = async (): Promise<Record<string, Observation>> =>
    Object.fromEntries(settings.appliances.map(({ name }) => [name, seen(name, probeOf(name))]));
  const boxAt = (at: string): string | undefined => settings.appliances.find((appliance) => appliance.address === at)?.name;
  const service = async (): Promise<readonly Observation[]> =>
    Object.values(zone).map(({ name, addresses }) => {
      const box = boxAt(addresses[0] ?? '');
      return seen(name, box === undefined ? 'silent' : probeOf(box));
    });
  const mark = (order: TrafficOrder, stage: 'claimed' | 'moved'): void => {
    if (faults.traffic) throw faults.traffic;
    for (const reading of Object.values(zone)) {
      if ((reading.claim?.epoch ?? 0) > order.epoch)
        throw new LeaseLostError(`epoch ${reading.claim?.epoch} stands at ${reading.name}`);
      const { epoch, recoveryId, to: target } = order;
      const addresses = stage === 'moved' ? [applianceOf(settings, order.to).address] : reading.addresses;
      zone[reading.name] = { ...reading, addresses, claim: { epoch, recoveryId, target, stage } };
    }
    deeds.push(`${stage} for ${order.to} under epoch ${order.epoch}`);
  };

  const knows = (name: string, credentialsOf: string, version: string | undefined): boolean => {
    const { accounts, secretVersion } = boxIn(boxes, name);
    return accounts === credentialsOf && [version, secrets[credentialsOf]].includes(secretVersion);
  };

  const powersOf = (_settings: PairSettings, name: string): readonly Power[] => [
    {
      way: 'redfish',
      promisesOff: true,
      off: async () => {
        if (faults.power) throw faults.power;
        deeds.push(`power of ${name} off`);
        if (!faults.ignoresOff) boxIn(boxes, name).power = 'off';
        return 'ForceOff';
      },
      probe: async () => {
        if (faults.power) throw faults.power;
        return { state: boxIn(boxes, name).power, target: { uuid: `uuid-of-${name}` } };
      },
      read: async () => {
        if (faults.power) throw faults.power;
        return boxIn(boxes, name).power;
      },
    },
  ];

  const world: SmallWorld = {
    boxes,
    witness,
    zone,
    zoneFacts,
    delegationOf,
    claimSeen: (_order, name) => ({ name, shown: ['192.0.2.53:53'], against: [], silent: [] }),
    faults,
    secrets,
    deeds,
    probeOf,
    look,
    vantage: {
      name: 'test',
      service,
      round: async (_settings, slot) => ({
        slot,
        vantage: 'test',
        appliances: await lookAll(),
        witnesses: settings.watch.witnesses.map((url) => seen(url, witness.probe)),
        pathWitnesses: {},
        service: await service(),
      }),
    },
    names: { addresses: async (_settings, name) => zone[name]?.addresses ?? [] },
    apiOf: (_settings, name, credentialsOf, secretVersionId) => ({
      accepts: async () => {
        silentApi(name);
        return knows(name, credentialsOf, secretVersionId) ? { secretVersionId: boxIn(boxes, name).secretVersion } : undefined;
      },
      fingerprint: async () => boxIn(boxes, name).totals,
      health: async () => {
        silentApi(name);
        const { version, role, cluster, probe } = boxIn(boxes, name);
        if (!knows(name, credentialsOf, secretVersionId))
          throw failure('CredentialsRefused', `${name} refuses the account`, 'Look at the secret.');
        const identity = { product: 'RS', version, build: '81234', applianceId: 'f'.repeat(32), hostName: name };
        return { healthy: probe === 'healthy', ...identity, reportedRole: role, clusterRole: cluster };
      },
      backup: () => Promise.reject(new Error('nobody captures here')),
      signInMethods: async () => undefined,
    }),
    certificates: {
      certificate: async ({ name }) => {
        silentApi(name);
        return boxIn(boxes, name).certificate;
      },
    },
    healthTexts: { healthText: async ({ name }) => (probeOf(name) === 'healthy' ? boxIn(boxes, name).healthText : undefined) },
    pages: {
      page: async ({ name }) => {
        const probe = probeOf(name);
        return probe === 'healthy' ? { ...seen(name, boxIn(boxes, name).page), detail: 'the page' } : seen(name, probe);
      },
    },
    restoreWay: {
      restore: async ({ appliance, backup, epoch }) => {
        deeds.push(`restore ${backup.backupId} to ${appliance.name} under epoch ${epoch}`);
        if (faults.refuses?.includes(backup.backupId)) throw failure('FileRefused', 'not this one', 'Take another.');
        if (faults.restore?.name !== 'RestoreUnproven' && faults.restore) throw faults.restore;
        if (!faults.ignoresRestore) {
          const given = boxIn(boxes, appliance.name);
          given.carries = backup.backupId;
          given.accounts = backup.credentialsOf;
          given.secretVersion = backup.secretVersionId ?? secrets[backup.credentialsOf] ?? '';
          given.totals = backup.fingerprint ?? given.totals;
          given.restartsUntilMs = clock.nowMs() + faults.restartSeconds * 1000;
        }
        if (faults.restore) throw faults.restore;
        return { marker: 'restore started' };
      },
    },
    traffic: {
      read: async () => {
        if (faults.traffic) throw faults.traffic;
        return Object.values(zone);
      },
      zone: async () => {
        if (faults.traffic) throw faults.traffic;
        return zoneFacts;
      },
      delegations: async () => Object.keys(zone).map((name) => delegationOf[name] ?? isOurs(name)),
      claimSeen: async (order) => Object.keys(zone).map((name) => claimSeen(order, name)),
      isInSync: async () => true,
      claim: async (order) => {
        mark(order, 'claimed');
        return { status: 'done', evidence: 'claimed' };
      },
      move: async (order) => {
        const stood = Object.values(zone).some(({ claim }) => claim?.epoch === order.epoch && claim.stage === 'moved');
        const replacedTtlSeconds = Math.max(...Object.values(zone).map(({ ttlSeconds = 0 }) => ttlSeconds));
        mark(order, 'moved');
        for (const one of Object.values(zone)) zone[one.name] = { ...one, ttlSeconds: settings.traffic.ttlSeconds };
        return { status: 'done', changeId: 'C1', ...(!stood && { replacedTtlSeconds }), evidence: 'moved' };
      },
      settled: async () => ({ settled: true, evidence: ['every server gives the new address'] }),
    },
    servers: { lagging: async () => [] },
    powersOf,
    powersToRead: (given, name) => powersOf(given, name).map((power) => ({ way: power.way, power, presented: () => undefined })),
  };
  return world;
};
