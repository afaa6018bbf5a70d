// Two appliances, their power, a DNS record and a witness, in a small model. Steps use it through the same
// interfaces as the real ones; tests read from it what really happened.
import type {
  ApplianceApiOf,
  ApplianceProbe,
  RestoreMethod,
  UsersPageProbe,
} from '../../functions/appliance/appliance.ts';
import type { CertificateProbe } from '../../functions/appliance/probe/certificate-probe.ts';
import type { HealthTextProbe } from '../../functions/appliance/probe/health-text.ts';
import type { NameProbe, Vantage } from '../../functions/appliance/probe/vantage.ts';
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
import type { ScenarioClock } from './scenario-clock.ts';

export interface Appliance {
  /** How it answers on the users' path while it has power and is not restarting. */
  probe: ProbeResult;
  power: 'on' | 'off';
  /** Whose accounts it knows. */
  accounts: string;
  /** What configuration it carries. */
  restoredBackup: string;
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
  message: `${name}: the world asks the zone's servers`,
});

export interface SmallWorld {
  readonly appliances: Record<string, Appliance>;
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
    /** Backups that the appliance does not take. */
    refuses?: readonly string[];
    power?: Failure;
    traffic?: Failure;
    restartSeconds: number;
    ignoresRestore: boolean;
    /** Power takes the request, and does nothing. */
    ignoresOff: boolean;
    /** The appliance takes the request to shut down, and goes on. */
    ignoresShutDown?: boolean;
    /** It stops serving in its shutdown, and keeps its power. */
    hangsInShutDown?: boolean;
    /** Sessions that users have open. */
    openSessions?: number;
    /** The method can only cut power. */
    onlyCuts?: boolean;
  };
  /** The current version of each appliance's secret. */
  readonly secrets: Record<string, string>;
  /** What was done to it, in order. */
  readonly deeds: string[];
  probeOf(appliance: string): ProbeResult;
  readonly probe: ApplianceProbe;
  readonly vantage: Vantage;
  readonly names: NameProbe;
  readonly apiOf: ApplianceApiOf;
  readonly certificates: CertificateProbe;
  readonly healthTexts: HealthTextProbe;
  readonly pages: UsersPageProbe;
  readonly restoreMethod: RestoreMethod;
  readonly traffic: Traffic;
  /** What Verify hears of name servers that lag behind. */
  readonly servers: { lagging: LaggingServers['lagging'] };
  readonly powersOf: (settings: PairSettings, appliance: string) => readonly Power[];
  readonly powersToRead: PowersToRead;
}

const newAppliance = (name: string): Appliance => ({
  probe: 'healthy',
  power: 'on',
  accounts: name,
  restoredBackup: `own of ${name}`,
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
  healthText: { digest: 'a line', message: 'plain text of 8 characters' },
  page: 'healthy',
});

const applianceIn = (appliances: Record<string, Appliance>, name: string): Appliance => {
  const appliance = appliances[name];
  if (!appliance) throw new RangeError(`no appliance ${name}`);
  return appliance;
};

export const smallWorld = (settings: PairSettings, clock: ScenarioClock): SmallWorld => {
  const appliances = Object.fromEntries(settings.appliances.map(({ name }) => [name, newAppliance(name)]));
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
    const appliance = applianceIn(appliances, name);
    return appliance.power === 'off' || clock.nowMs() < appliance.restartsUntilMs ? 'silent' : appliance.probe;
  };
  const seen = (target: string, result: ProbeResult): Observation => ({
    target,
    result,
    at: clock.iso(),
    elapsedMs: 5,
  });
  const silentApi = (name: string): void => {
    if (!['healthy', 'unhealthy'].includes(probeOf(name)))
      throw failure('ApplianceUnreachable', `${name} is silent`, 'Look at it.');
  };
  const probe: ApplianceProbe = {
    probe: async ({ name, address: at }, tlsName) =>
      seen(tlsName, at === applianceOf(settings, name).address ? probeOf(name) : 'untrusted'),
  };
  const probeAll = async (): Promise<Record<string, Observation>> =>
    Object.fromEntries(settings.appliances.map(({ name }) => [name, seen(name, probeOf(name))]));
  const applianceAt = (at: string): string | undefined =>
    settings.appliances.find((appliance) => appliance.address === at)?.name;
  const service = async (): Promise<readonly Observation[]> =>
    Object.values(zone).map(({ name, addresses }) => {
      const appliance = applianceAt(addresses[0] ?? '');
      return seen(name, appliance === undefined ? 'silent' : probeOf(appliance));
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
    const { accounts, secretVersion } = applianceIn(appliances, name);
    return accounts === credentialsOf && [version, secrets[credentialsOf]].includes(secretVersion);
  };

  const powersOf = (_settings: PairSettings, name: string): readonly Power[] => [
    {
      method: 'redfish',
      promisesOff: true,
      off: async () => {
        if (faults.power) throw faults.power;
        deeds.push(`power of ${name} off`);
        if (!faults.ignoresOff) applianceIn(appliances, name).power = 'off';
        return 'ForceOff';
      },
      ...(!faults.onlyCuts && {
        shutDown: async () => {
          if (faults.power) throw faults.power;
          if (applianceIn(appliances, name).power === 'off') return;
          deeds.push(`${name} shuts down`);
          if (faults.hangsInShutDown) applianceIn(appliances, name).probe = 'silent';
          else if (!faults.ignoresShutDown) applianceIn(appliances, name).power = 'off';
        },
        on: async () => {
          if (faults.power) throw faults.power;
          if (applianceIn(appliances, name).power === 'on') return;
          deeds.push(`power of ${name} on`);
          applianceIn(appliances, name).power = 'on';
        },
      }),
      probe: async () => {
        if (faults.power) throw faults.power;
        return { state: applianceIn(appliances, name).power, target: { uuid: `uuid-of-${name}` } };
      },
      read: async () => {
        if (faults.power) throw faults.power;
        return applianceIn(appliances, name).power;
      },
    },
  ];

  const world: SmallWorld = {
    appliances,
    witness,
    zone,
    zoneFacts,
    delegationOf,
    claimSeen: (_order, name) => ({ name, shown: ['192.0.2.53:53'], against: [], silent: [] }),
    faults,
    secrets,
    deeds,
    probeOf,
    probe,
    vantage: {
      name: 'test',
      service,
      round: async (_settings, slot) => ({
        slot,
        vantage: 'test',
        appliances: await probeAll(),
        witnesses: settings.watch.witnesses.map((url) => seen(url, witness.probe)),
        pathWitnesses: {},
        service: await service(),
      }),
    },
    names: { addresses: async (_settings, name) => zone[name]?.addresses ?? [] },
    apiOf: (_settings, name, credentialsOf, secretVersionId) => ({
      accepts: async () => {
        silentApi(name);
        return knows(name, credentialsOf, secretVersionId)
          ? { secretVersionId: applianceIn(appliances, name).secretVersion }
          : undefined;
      },
      fingerprint: async () => applianceIn(appliances, name).totals,
      health: async () => {
        silentApi(name);
        const { version, role, cluster, probe } = applianceIn(appliances, name);
        if (!knows(name, credentialsOf, secretVersionId))
          throw failure('CredentialsRefused', `${name} refuses the account`, 'Look at the secret.');
        const identity = { product: 'RS', version, build: '81234', applianceId: 'f'.repeat(32), hostName: name };
        return { healthy: probe === 'healthy', ...identity, reportedRole: role, clusterRole: cluster };
      },
      backup: async () => {
        silentApi(name);
        deeds.push(`capture of ${name}`);
        // Binary, as a real one is, and never twice the same.
        const bytes = Buffer.alloc(8_192, Buffer.from([0, 255, 17, 3, 200, clock.nowMs() % 251]));
        return {
          contentType: 'application/octet-stream',
          contentLength: bytes.length,
          bytes: (async function* () {
            yield bytes;
          })(),
        };
      },
      openSessions: async () => faults.openSessions,
      signInMethods: async () => undefined,
    }),
    certificates: {
      certificate: async ({ name }) => {
        silentApi(name);
        return applianceIn(appliances, name).certificate;
      },
    },
    healthTexts: {
      healthText: async ({ name }) =>
        probeOf(name) === 'healthy' ? applianceIn(appliances, name).healthText : undefined,
    },
    pages: {
      page: async ({ name }) => {
        const probe = probeOf(name);
        return probe === 'healthy'
          ? { ...seen(name, applianceIn(appliances, name).page), detail: 'the page' }
          : seen(name, probe);
      },
    },
    restoreMethod: {
      restore: async ({ appliance, backup, epoch }) => {
        deeds.push(`restore ${backup.backupId} to ${appliance.name} under epoch ${epoch}`);
        if (faults.refuses?.includes(backup.backupId)) throw failure('FileRefused', 'not this one', 'Take another.');
        if (faults.restore?.name !== 'RestoreUnproven' && faults.restore) throw faults.restore;
        if (!faults.ignoresRestore) {
          const given = applianceIn(appliances, appliance.name);
          given.restoredBackup = backup.backupId;
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
    powersToRead: (given, name) =>
      powersOf(given, name).map((power) => ({ method: power.method, power, presented: () => undefined })),
  };
  return world;
};
