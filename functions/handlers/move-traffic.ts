// MoveTraffic's function: changes the roles in the pair record, then the service's DNS record.
import { moveTraffic } from '../steps/recovery/traffic/move-traffic.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  moveTraffic({ ...tools.step(...given), ...tools.traffic(...given) })) satisfies Wire<'move-traffic'>;
