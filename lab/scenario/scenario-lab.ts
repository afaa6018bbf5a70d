// The whole lab of one scenario: sites, the stack running from its template, public DNS, and an external client that
// probes all the time. A scenario acts on the world through these handles and reads the results. Nothing here knows how
// the stack is wired.

import type { LabClock } from '../../packages/local-cloud/base/clock.ts';
import type { Json } from '../../packages/local-cloud/base/json.ts';
import { FUNCTION_KEYS } from '../../packages/local-cloud/host/functions/function-definition.ts';
import { type Chaos, type LocalCloud, startLocalCloud } from '../../packages/local-cloud/host/local-cloud.ts';
import type { CertificateAuthority } from '../network/certificate-authority.ts';
import type { ServiceWatch } from '../world/outside-client.ts';
import { hostWritings } from './secrecy/host-writings.ts';
import { stackOf } from './setup/assembly.ts';
import { type Backend, realBackend } from './setup/backend.ts';
import type { Ground } from './setup/ground.ts';
import type { LabPair, SettingsVariant } from './setup/lab-settings.ts';
import { commandsTo } from './setup/power-world.ts';
import { type Prepared, prepare } from './setup/prepare.ts';
import { type ReadSecret, restoreFunction } from './setup/restore-function.ts';
import { type PublicSide, type Sites, seedCloud, startPublicSide, startSites } from './setup/world.ts';
import type { SeenAlarm, WorldView } from './view/world-view.ts';

export interface ScenarioOptions {
  /** Lab seconds per real second at most, 1 to 10. Default: as fast as the machine works. */
  readonly scale?: number | undefined;
  readonly seed: number;
  readonly variant?: SettingsVariant;
  /** Chooses the pages that the appliances have behind /login. Default 0. */
  readonly loginSeed?: number;
  readonly chaos?: Chaos;
  /** What it runs on. Default: threads and sockets. The lab disposes of it. */
  readonly backend?: Backend;
  /** Changes the template before the cloud reads it. */
  readonly edit?: (template: Record<string, unknown>) => void;
  /** A template synthesized earlier. Without it the scenario synthesizes its own. */
  readonly prepared?: Prepared;
}

export interface ScenarioLab extends AsyncDisposable {
  readonly clock: LabClock;
  readonly pair: LabPair;
  readonly sites: Sites;
  readonly cloud: LocalCloud;
  readonly publicSide: PublicSide;
  readonly watch: ServiceWatch;
  /** Keys of backups that the scenario damaged. The invariant checker must not blame the product for them. */
  readonly damagedByScenario: Set<string>;
  /** Starts the world's time: schedules and alarms. */
  begin(): void;
  /** Waits in lab time until `probe` finds something. @throws ScenarioStuck with `message`, after the deadline */
  until<T>(
    message: string,
    deadlineSeconds: number,
    probe: () => Promise<T | undefined | false> | T | undefined | false,
  ): Promise<T>;
  view(): WorldView;
}

/** Certificates are made outside of lab time. */
const groundOf = ({ clock, network, backupBytes, during }: Backend, ca: CertificateAuthority): Ground => ({
  ca: { ...ca, issue: (...what) => during(ca.issue(...what)) },
  clock,
  network,
  ...(backupBytes === undefined ? {} : { backupBytes }),
});

const PROBE_EVERY_MS = 250;
const CLIENT_PROBES_EVERY_MS = 1_000;

/**
 * Starts everything. The world's time starts with `begin`. Function sandboxes start at their first call, and lab time
 * waits for them.
 */
export const startScenarioLab = async (options: ScenarioOptions): Promise<ScenarioLab> => {
  await using stack = new AsyncDisposableStack();
  const prepared = options.prepared ?? stack.use(await prepare(options.variant));
  const { ca, assembly, pair, neighbours } = prepared;
  const backend = stack.use(options.backend ?? realBackend(options.scale));
  const { clock, engine, network } = backend;
  const ground = groundOf(backend, ca);
  const sites = stack.use(await backend.during(startSites(pair, ground, options.loginSeed)));
  const all = [{ pair, sites }];
  for (const neighbour of neighbours)
    all.push({ pair: neighbour, sites: stack.use(await backend.during(startSites(neighbour, ground))) });
  const readSecret: ReadSecret = (name, versionId) => {
    const { versions } = cloud.cloud.secrets.secret(name) ?? { versions: [] };
    const version = versions.find((one) => one.versionId === versionId) ?? versions[0];
    if (!version) throw new Error(`no secret ${name}`);
    return version.value;
  };
  const restoreFunctions = Object.fromEntries(
    all.flatMap((one) =>
      one.pair.appliances.flatMap(({ name, restore }) => {
        const appliance = one.sites.appliances[name];
        return appliance && restore.functionArn
          ? [[restore.functionArn, restoreFunction(appliance, ca.caPem, readSecret, network)]]
          : [];
      }),
    ),
  );
  const powerFunctions = Object.fromEntries(
    all
      .flatMap((one) => Object.values(one.sites.powerDevices))
      // Asked at each call, because a scenario may replace one.
      .flatMap(({ functions }) =>
        Object.keys(functions).map((arn) => [arn, async (event: Json) => (await functions[arn]?.(event)) as Json]),
      ),
  );
  const externalFunctions = { ...restoreFunctions, ...powerFunctions };
  const cloud = stack.use(
    await startLocalCloud({
      assemblyDirectory: assembly.directory,
      stackNames: all.map((one) => stackOf(one.pair.name)),
      engine,
      seed: options.seed,
      externalFunctions,
      ...(options.edit === undefined ? {} : { edit: options.edit }),
      ...(options.chaos === undefined ? {} : { chaos: options.chaos }),
      insyncMs: 4_000,
    }),
  );
  for (const one of all) seedCloud(cloud.cloud, one.pair, one.sites);
  const alarms: SeenAlarm[] = [];
  stack.use(
    cloud.cloud.cloudwatch.onAlarmTransition(({ alarm, to }) => {
      alarms.push({ name: alarm.definition.name, to, atMs: clock.nowMs() });
    }),
  );
  const publicSide = stack.use(await startPublicSide(cloud.cloud, pair, ground));
  const [name = ''] = pair.service.names;
  const [port = 443] = pair.service.ports;
  const watch = stack.use(publicSide.client.watchService(name, port, CLIENT_PROBES_EVERY_MS));
  const damagedByScenario = new Set<string>();
  const secrets = Object.entries(FUNCTION_KEYS).map(([name, value]) => ({ name: `${name} of the functions`, value }));

  const until: ScenarioLab['until'] = async (message, deadlineSeconds, probe) => {
    const deadlineMs = clock.nowMs() + deadlineSeconds * 1000;
    for (;;) {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
      if (clock.nowMs() > deadlineMs) {
        throw Object.assign(new Error(`waited ${deadlineSeconds} s for: ${message}`), { name: 'ScenarioStuck' });
      }
      await clock.sleep(PROBE_EVERY_MS);
    }
  };
  const owned = stack.move();
  return {
    clock,
    pair,
    sites,
    cloud,
    publicSide,
    watch,
    damagedByScenario,
    begin: () => cloud.begin(),
    until,
    view: () => ({
      pair,
      nowMs: clock.nowMs(),
      appliances: sites.appliances,
      power: Object.fromEntries(
        pair.appliances.map((one) => [one.name, { commands: commandsTo(cloud.cloud, sites.powerDevices[one.name]) }]),
      ),
      cloud: cloud.cloud,
      dnsAnswers: publicSide.nameServers.answers,
      clientProbes: watch.observations,
      executions: cloud.executions(),
      alarms,
      logs: cloud.logs(),
      // Seldom read, and large.
      get histories() {
        return cloud.executions().map((execution) => JSON.stringify(execution));
      },
      secrets,
      get elsewhere() {
        return hostWritings(cloud);
      },
      damagedByScenario,
    }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};
