// Users do not query the zone's own servers. They query a third-party resolver that caches answers. Users behind it
// must reach the new appliance within the DNS record's TTL, in real time.
import { Resolver } from 'node:dns/promises';
import { applianceOf, captureFrom, otherOf, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { createOutsideClient, type ServiceWatch } from '../../lab/world/outside-client.ts';
import { findUnbound, startUnbound, type Unbound } from '../../lab/world/unbound.ts';
import { movedTo, scenariosOf, startAndEnd } from './scenario-steps.ts';

const MESSAGES = 'brings its users to the new appliance within the TTL of the record';
/** Set where unbound is installed: there a skip would hide a failure. */
const REQUIRED = process.env.TWINBOX_UNBOUND === 'required';
/** unbound counts in whole seconds, and a probe begins up to half a second late; the rest is for a busy machine. */
const MARGIN_MS = 4_000;
const PROBE_EVERY_MS = 500;

const startResolver = (lab: ScenarioLab, program: string): Promise<Unbound> => {
  const { servers } = lab.publicSide.nameServers;
  const address = servers[0]?.address.replace(/\d+$/, '99') ?? '';
  return startUnbound({ program, address, port: 5353, zone: 'lab.test', servers });
};

/** Waits until the resolver answers with less than the record's TTL, which means from its cache. */
const keepsWhatItWasGiven = (lab: ScenarioLab, { address, port }: Unbound, name: string): Promise<boolean> => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers([`${address}:${port}`]);
  return lab.until('an answer from the cache', 20, async () => {
    const [answer] = await resolver.resolve4(name, { ttl: true });
    return answer !== undefined && answer.ttl < lab.pair.traffic.ttlSeconds;
  });
};

/**
 * The last instant at which a server of the zone still returned that address: no cache may keep it longer than its TTL
 * from then.
 */
const lastNamedMs = (lab: ScenarioLab, name: string, address: string): number =>
  Math.max(
    ...lab
      .view()
      .dnsAnswers.filter((answer) => answer.name === name && answer.values.includes(address))
      .map(({ atMs }) => atMs),
  );

const probesAt = (users: ServiceWatch, address: string, afterMs: number) =>
  users.observations.filter(({ atMs, addresses }) => atMs > afterMs && addresses.includes(address));

describe("Debian's unbound, a third-party resolver that caches answers, in real time,", () => {
  const program = findUnbound();
  if (program === undefined && !REQUIRED) {
    test.skip(`${MESSAGES} (skipped: unbound is not installed on this machine)`, () => undefined);
    return;
  }
  const scenario = scenariosOf();

  scenario(
    MESSAGES,
    async (lab) => {
      if (program === undefined) throw new Error('TWINBOX_UNBOUND is "required", and unbound is not installed');
      const primary = applianceOf(lab, lab.pair.preferred);
      const standby = otherOf(lab, primary.name);
      const [name = ''] = lab.pair.service.names;
      const [port = 443] = lab.pair.service.ports;
      const ttlMs = lab.pair.traffic.ttlSeconds * 1000;
      const caPem = lab.pair.appliances[0]?.tls?.ca ?? '';
      const beganMs = lab.clock.nowMs();
      lab.begin();
      await lab.cloud.functions.invoke('Twinbox-support-capture', JSON.stringify({ pair: lab.pair.name }));
      await captureFrom(lab, primary.name, beganMs, 100);

      await using resolver = await startResolver(lab, program);
      await using users = createOutsideClient({ nameServer: resolver, caPem, clock: lab.clock }).watchService(
        name,
        port,
        PROBE_EVERY_MS,
      );
      await lab.until('users behind the resolver to be served', 20, () =>
        users.firstGoodAfter(beganMs, ({ appliance }) => appliance === primary.name),
      );
      await keepsWhatItWasGiven(lab, resolver, name);

      const diedMs = lab.clock.nowMs();
      primary.die();
      // Started by a person: in real time the alarm's half minute would only make the scenario longer.
      const execution = await startAndEnd(lab, {}, 150);
      expect(execution.status).toBe('SUCCEEDED');
      expect(movedTo(lab)).toEqual([standby.name]);
      await servedBy(lab, standby.name, diedMs, 30);
      const served = await lab.until('users behind the resolver to be served by the other appliance', 60, () =>
        users.firstGoodAfter(diedMs, ({ appliance }) => appliance === standby.name),
      );

      const goneMs = lastNamedMs(lab, name, primary.address) + ttlMs + MARGIN_MS;
      expect(served.atMs).toBeLessThan(goneMs);
      await lab.until('what was kept to be over', 30, () => lab.clock.nowMs() > goneMs + ttlMs);
      expect(probesAt(users, primary.address, goneMs)).toEqual([]);
      expect(probesAt(users, standby.address, goneMs).length).toBeGreaterThan(0);
    },
    { scale: 1 },
  );
});
