// A world made up line by line, for the checker to judge: a real emulated cloud behind its direct handles, appliances
// and power controllers that are only their own accounts of what happened, and a clock that stands where the test puts
// it.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Issued } from '../../../lab/appliance/access/issued.ts';
import type { ApplianceEventKind, SimulatedAppliance } from '../../../lab/appliance/appliance.ts';
import type { PowerController } from '../../../lab/appliance/power/power-controller.ts';
import type { LabPair } from '../../../lab/scenario/setup/lab-settings.ts';
import type { Secret } from '../../../lab/scenario/view/encodings.ts';
import type { SeenExecution, WorldView } from '../../../lab/scenario/view/world-view.ts';
import type { DnsAnswer } from '../../../lab/world/dns-server.ts';
import type { Observation } from '../../../lab/world/outside-client.ts';
import { type Cloud, startCloud } from '../../../packages/local-cloud/aws/cloud.ts';
import type { RecordChange } from '../../../packages/local-cloud/aws/route53/record-set.ts';
import { scaledClock } from '../../../packages/local-cloud/base/clock.ts';

export const NAME = 'support.lab.test';
export const ADDRESSES = { london: '127.0.1.10', dublin: '127.0.2.10' } as const;
export type ApplianceName = keyof typeof ADDRESSES;
const START_MS = Date.UTC(2026, 0, 1);
const ZONE = 'ZLABTEST000001';
const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:operators';

/** Lab ms since 1970 of a second of the scenario. */
export const at = (second: number): number => START_MS + second * 1000;
export const isoAt = (second: number): string => new Date(at(second)).toISOString();
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const pairOf = (policy: Partial<LabPair['policy']>): LabPair => ({
  name: 'support',
  service: { names: [NAME], ports: [443] },
  appliances: (['london', 'dublin'] as const).map((name) => ({
    ...{ name, address: ADDRESSES[name], port: 443, secret: name, site: { pathWitnesses: [] } },
    ...{ restore: { functionArn: `restore-${name}` }, power: [] },
  })),
  preferred: 'london',
  traffic: { ttlSeconds: 5, zones: [{ id: ZONE }], nameServers: ['127.0.0.53:53'], parents: [] },
  watch: { witnesses: [] },
  policy: { automation: 'act', onUnconfirmedFence: 'halt', actAfterSeconds: 30, coolDownMinutes: 10, ...policy },
});

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface FabricatedWorld extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly executions: Mutable<SeenExecution>[];
  readonly dnsAnswers: DnsAnswer[];
  readonly clientProbes: Observation[];
  readonly logs: { readonly functionName: string; readonly line: string }[];
  readonly damagedByScenario: Set<string>;
  readonly secrets: Secret[];
  /** Puts the clock on that second; everything that follows happens then. */
  now(second: number): void;
  event(appliance: ApplianceName, kind: ApplianceEventKind, detail?: string): void;
  command(appliance: ApplianceName, resetType: string): void;
  /** Changes the zone as the product, or as whoever is named, would: any part may be left out. */
  zone(change: { readonly target?: string; readonly claim?: string; readonly by?: string }): void;
  put(key: string, content: unknown): Promise<string>;
  /** Bytes and manifest as a capture leaves them. */
  backup(
    appliance: ApplianceName,
    content: string,
    more?: Readonly<Record<string, unknown>>,
  ): Promise<{ key: string; manifestKey: string }>;
  play(message: string): void;
  /** An appliance gave out what proves its bearer. */
  issue(appliance: ApplianceName, kind: Issued['kind'], value: string): void;
  /** An appliance was asked for that path. */
  asked(appliance: ApplianceName, path: string): void;
  probe(appliance: ApplianceName | undefined): void;
  view(more?: Partial<WorldView>): WorldView;
}

export const fabricateWorld = async (policy: Partial<LabPair['policy']> = {}): Promise<FabricatedWorld> => {
  const bodiesDirectory = await mkdtemp(join(tmpdir(), 'twinbox-world-'));
  let nowMs = at(0);
  const clock = { ...scaledClock(1), nowMs: () => nowMs };
  const cloud = await startCloud({ clock, region: 'eu-central-1', accountId: '000000000000', bodiesDirectory });
  cloud.s3.createBucket({ name: 'everything', versioned: true });
  cloud.sns.createTopic({ name: 'operators' });
  cloud.route53.createZone({ id: ZONE, name: 'lab.test' });
  cloud.route53.putRecord(ZONE, { name: NAME, type: 'A', ttlSeconds: 5, values: [ADDRESSES.london] });
  const events = { london: [] as object[], dublin: [] as object[] };
  const commands = { london: [] as object[], dublin: [] as object[] };
  const issued = { london: [] as object[], dublin: [] as object[] };
  const asked = { london: new Set<string>(), dublin: new Set<string>() };
  const applianceOf = (name: ApplianceName) =>
    ({
      name,
      address: ADDRESSES[name],
      events: events[name],
      account: { clientId: `id-${name}`, clientSecret: `key-of-${name}` },
      issued: issued[name],
      asked: asked[name],
    }) as unknown as SimulatedAppliance;
  const powerOf = (name: ApplianceName) => ({ commands: commands[name] }) as unknown as PowerController;
  const seen = {
    executions: [],
    dnsAnswers: [],
    clientProbes: [],
    logs: [],
    damagedByScenario: new Set<string>(),
    secrets: [{ name: 'the password', value: 'hush-hush' }],
  };
  const world: FabricatedWorld = {
    ...seen,
    cloud,
    now: (second) => {
      nowMs = at(second);
    },
    event: (appliance, kind, detail) => events[appliance].push({ atMs: nowMs, kind, detail }),
    command: (appliance, resetType) => commands[appliance].push({ atMs: nowMs, resetType }),
    zone: ({ target, claim, by = 'Twinbox-support-move-traffic' }) => {
      const changes: RecordChange[] = [];
      const upsert = (name: string, type: string, value: string) =>
        changes.push({ action: 'UPSERT', record: { name: `${name}.`, type, ttlSeconds: 5, values: [value] } });
      if (claim !== undefined) upsert(`_twinbox.${NAME}`, 'TXT', `"${claim}"`);
      if (target !== undefined) upsert(NAME, 'A', target);
      cloud.route53.change(ZONE, changes, by);
    },
    put: async (key, content) => {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      return (await cloud.s3.put('everything', key, text)).versionId;
    },
    backup: async (appliance, content, more = {}) => {
      const capturedAt = new Date(nowMs).toISOString();
      const stem = `backups/support/${capturedAt}-${appliance}`;
      const key = `${stem}.nsb`;
      const versionId = await world.put(key, content);
      await world.put(`${stem}.json`, {
        key,
        versionId,
        appliance: appliance,
        sha256: hashOf(content),
        capturedAt,
        ...more,
      });
      return { key, manifestKey: `${stem}.json` };
    },
    play: (message) => cloud.sns.publish({ topicArn: TOPIC, message, principal: 'Twinbox-support-finish' }),
    issue: (appliance, kind, value) => issued[appliance].push({ kind, value }),
    asked: (appliance, path) => asked[appliance].add(path),
    probe: (appliance) =>
      world.clientProbes.push({
        ...{ atMs: nowMs, doneAtMs: nowMs, name: NAME, addresses: [], ok: appliance !== undefined },
        ...(appliance === undefined ? {} : { appliance }),
      }),
    view: (more = {}) => ({
      pair: pairOf(policy),
      nowMs,
      appliances: { london: applianceOf('london'), dublin: applianceOf('dublin') },
      power: { london: powerOf('london'), dublin: powerOf('dublin') },
      alarms: [],
      histories: [],
      elsewhere: [],
      cloud,
      ...seen,
      ...more,
    }),
    [Symbol.asyncDispose]: async () => {
      await cloud[Symbol.asyncDispose]();
      await rm(bodiesDirectory, { recursive: true, force: true });
    },
  };
  return world;
};
