// AwaitTraffic's function: queries the zone and each of its name servers.
import { awaitTraffic } from '../steps/recovery/traffic/await-traffic.ts';
import { stepTools, trafficTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  awaitTraffic({
    ...stepTools(environment, clients, platform),
    ...trafficTools(environment, clients, platform),
  })) satisfies Wire<'await-traffic'>;
