// ClaimTraffic's function: writes our epoch beside the service's DNS record before any change that users notice.
import { claimTraffic } from '../steps/recovery/traffic/claim-traffic.ts';
import { stepTools, trafficTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  claimTraffic({
    ...stepTools(environment, clients, platform),
    ...trafficTools(environment, clients, platform),
  })) satisfies Wire<'claim-traffic'>;
