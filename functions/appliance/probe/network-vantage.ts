// A round from this machine. All probes run in parallel, so a round takes as long as its slowest answer, and never
// longer than its timeout.
import {
  type ApplianceSettings,
  type PairSettings,
  tlsNameOf,
  trustOf,
} from '../../contract/settings/pair-settings.ts';
import type { Observation } from '../../domain/model/observation.ts';
import type { Outside } from '../../net/platform.ts';
import type { ApplianceProbe } from '../appliance.ts';
import { observe } from './https-probe.ts';
import type { NameProbe, Vantage } from './vantage.ts';
import { probePathWitness, probeWitness } from './witness-probe.ts';

export interface NetworkVantageTools extends Outside {
  readonly name: string;
  readonly probe: ApplianceProbe;
  readonly names: NameProbe;
}

/**
 * The appliance that users reach at that address; at an unknown address, the certificate of either appliance is
 * accepted.
 */
const serviceAt = (settings: PairSettings, name: string, address: string): ApplianceSettings | undefined => {
  const [first] = settings.appliances;
  const [port] = settings.service.ports;
  if (!first || port === undefined) return undefined;
  const appliance = settings.appliances.find((appliance) => appliance.address === address);
  const cas = settings.appliances.flatMap((appliance) => trustOf(appliance.tls) ?? []);
  const tls = appliance ? appliance.tls : cas.length > 0 ? { ca: cas.join('\n') } : undefined;
  return { ...(appliance ?? first), name, address, port, tls };
};

export const networkVantage = ({ name: vantage, probe, names, net, clock }: NetworkVantageTools): Vantage => {
  const probeName = async (settings: PairSettings, name: string, timeoutMs: number): Promise<Observation> => {
    const startMs = clock.nowMs();
    let address: string | undefined;
    const resolved = await observe(clock, name, async () => {
      [address] = await names.addresses(settings, name, clock.deadline(timeoutMs));
      return address ? { result: 'healthy' } : { result: 'unresolved', detail: 'no address' };
    });
    const target = address === undefined ? undefined : serviceAt(settings, name, address);
    if (!target) return { ...resolved, detail: `name: ${resolved.detail ?? 'no port'}` };
    const leftMs = Math.max(1, timeoutMs - (clock.nowMs() - startMs));
    const seen = await probe.probe(target, name, leftMs);
    return {
      ...seen,
      elapsedMs: Math.max(0, clock.nowMs() - startMs),
      detail: `${target.address}: ${seen.detail ?? seen.result}`,
    };
  };

  const service: Vantage['service'] = (settings, timeoutMs) =>
    Promise.all(settings.service.names.map((name) => probeName(settings, name, timeoutMs)));

  return {
    name: vantage,
    service,
    round: async (settings, slot, timeoutMs) => {
      const [appliances, witnesses, pathWitnesses, served] = await Promise.all([
        Promise.all(
          settings.appliances.map(
            async (appliance) =>
              [appliance.name, await probe.probe(appliance, tlsNameOf(settings), timeoutMs)] as const,
          ),
        ),
        Promise.all(settings.watch.witnesses.map((url) => probeWitness({ net, clock }, url, timeoutMs))),
        Promise.all(
          settings.appliances.map(async (appliance) => {
            const probes = appliance.site.pathWitnesses.map((hostPort) =>
              probePathWitness({ net, clock }, hostPort, timeoutMs),
            );
            return [appliance.name, await Promise.all(probes)] as const;
          }),
        ),
        service(settings, timeoutMs),
      ]);
      return {
        slot,
        vantage,
        appliances: Object.fromEntries(appliances),
        witnesses,
        pathWitnesses: Object.fromEntries(pathWitnesses),
        service: served,
      };
    },
  };
};
