// ClaimTraffic's function: writes our epoch beside the service's DNS record before any change that users notice.
import { claimTraffic } from '../steps/recovery/traffic/claim-traffic.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  claimTraffic({ ...tools.step(...given), ...tools.traffic(...given) })) satisfies Wire<'claim-traffic'>;
