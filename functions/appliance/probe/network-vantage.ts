// A round as this machine sees it. Everything is asked at once, so a round takes as long as its slowest answer, and never
// longer than its timeout.
import { type ApplianceSettings, type PairSettings, tlsNameOf, trustOf } from '../../contract/settings/pair-settings.ts';
import type { Observation } from '../../domain/model/observation.ts';
import type { Outside } from '../../net/platform.ts';
import type { ApplianceLook } from '../appliance.ts';
import { observe } from './https-probe.ts';
import type { NameLook, Vantage } from './vantage.ts';
import { lookAtPathWitness, lookAtWitness } from './witness-probe.ts';

export interface NetworkVantageTools extends Outside {
  readonly name: string;
  readonly look: ApplianceLook;
  readonly names: NameLook;
}

/** The box that users would meet at that address; at a stranger's, either box's certificate would do. */
const serviceAt = (settings: PairSettings, name: string, address: string): ApplianceSettings | undefined => {
  const [first] = settings.appliances;
  const [port] = settings.service.ports;
  if (!first || port === undefined) return undefined;
  const box = settings.appliances.find((appliance) => appliance.address === address);
  const cas = settings.appliances.flatMap((appliance) => trustOf(appliance.tls) ?? []);
  const tls = box ? box.tls : cas.length > 0 ? { ca: cas.join('\n') } : undefined;
  return { ...(box ?? first), name, address, port, tls };
};

export const networkVantage = ({ name: vantage, look, names, net, clock }: NetworkVantageTools): Vantage => {
  const lookAtName = async (settings: PairSettings, name: string, timeoutMs: number): Promise<Observation> => {
    const startMs = clock.nowMs();
    let address: string | undefined;
    const resolved = await observe(clock, name, async () => {
      [address] = await names.addresses(settings, name, clock.deadline(timeoutMs));
      return address ? { result: 'healthy' } : { result: 'unresolved', detail: 'no address' };
    });
    const target = address === undefined ? undefined : serviceAt(settings, name, address);
    if (!target) return { ...resolved, detail: `name: ${resolved.detail ?? 'no port'}` };
    const leftMs = Math.max(1, timeoutMs - (clock.nowMs() - startMs));
    const seen = await look.look(target, name, leftMs);
    return {
      ...seen,
      elapsedMs: Math.max(0, clock.nowMs() - startMs),
      detail: `${target.address}: ${seen.detail ?? seen.result}`,
    };
  };

  const service: Vantage['service'] = (settings, timeoutMs) =>
    Promise.all(settings.service.names.map((name) => lookAtName(settings, name, timeoutMs)));

  return {
    name: vantage,
    service,
    round: async (settings, slot, timeoutMs) => {
      const [appliances, witnesses, pathWitnesses, served] = await Promise.all([
        Promise.all(
          settings.appliances.map(async (box) => [box.name, await look.look(box, tlsNameOf(settings), timeoutMs)] as const),
        ),
        Promise.all(settings.watch.witnesses.map((url) => lookAtWitness({ net, clock }, url, timeoutMs))),
        Promise.all(
          settings.appliances.map(async (box) => {
            const looks = box.site.pathWitnesses.map((hostPort) => lookAtPathWitness({ net, clock }, hostPort, timeoutMs));
            return [box.name, await Promise.all(looks)] as const;
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
