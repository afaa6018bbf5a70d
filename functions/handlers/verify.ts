// Verify's function: reaches the service as users do.
import { usersPageProbe } from '../appliance/probe/https-probe.ts';
import { verify } from '../steps/recovery/traffic/verify.ts';
import { laggingServers } from '../traffic/lagging-servers.ts';
import { networkDns } from '../traffic/name-servers.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [, , platform] = given;
  return verify({
    ...tools.step(...given),
    ...tools.names(...given),
    pages: usersPageProbe(platform),
    servers: laggingServers(networkDns(platform), platform.clock),
  });
}) satisfies Wire<'verify'>;
