// AwaitTraffic's function: queries the zone and each of its name servers.
import { awaitTraffic } from '../steps/recovery/traffic/await-traffic.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  awaitTraffic({ ...tools.step(...given), ...tools.traffic(...given) })) satisfies Wire<'await-traffic'>;
