// ClaimTraffic's function: our epoch beside the service record, before anything that users see is touched.
import { claimTraffic } from '../steps/recovery/traffic/claim-traffic.ts';
import { stepTools, trafficTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  claimTraffic({
    ...stepTools(environment, clients, platform),
    ...trafficTools(environment, clients, platform),
  })) satisfies Wire<'claim-traffic'>;
