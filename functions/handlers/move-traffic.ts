// MoveTraffic's function: changes the roles in the pair record, then the service's DNS record.
import { moveTraffic } from '../steps/recovery/traffic/move-traffic.ts';
import { stepTools, trafficTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  moveTraffic({
    ...stepTools(environment, clients, platform),
    ...trafficTools(environment, clients, platform),
  })) satisfies Wire<'move-traffic'>;
