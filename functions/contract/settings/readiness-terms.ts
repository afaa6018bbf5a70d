// What the settings of a pair say about readiness.

import type { ReadinessTerms } from '../../domain/readiness/readiness-facts.ts';
import type { PairSettings } from './pair-settings.ts';

export const readinessTerms = ({ name, appliances, standby, policy, attested = {} }: PairSettings): ReadinessTerms => ({
  pair: name,
  appliances: appliances.map((one) => ({
    name: one.name,
    patched: one.patched,
    controllers: one.power.flatMap((method) => {
      switch (method.method) {
        case 'redfish':
          return [`${method.address}:${method.port}`];
        case 'ec2':
          return [method.instanceId];
        default:
          return [];
      }
    }),
    pathWitnesses: one.site.pathWitnesses,
  })),
  automation: policy.automation,
  coolDownMinutes: policy.coolDownMinutes,
  quiet: standby.quiet,
  rpoMinutes: policy.rpoMinutes,
  attested,
});
