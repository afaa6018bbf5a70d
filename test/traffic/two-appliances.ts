// A pair of two appliances and the orders that recoveries give of it, for the tests of this folder and of the steps.
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TrafficOrder } from '../../functions/traffic/traffic.ts';

export const LONDON = '203.0.113.10';
export const DUBLIN = '198.51.100.10';
export const NAME = 'support.example.com';
export const MARK = `_twinbox.${NAME}`;
export const ZONE_ID = 'Z123EXAMPLE';

/** Settings of a pair as Begin would hand them on. */
export const pairOf = (
  overrides: { names?: string[]; nameServers?: string[]; onUnconfirmedFence?: 'halt' | 'proceed' } = {},
) => {
  const appliance = (name: string, address: string) => ({
    name,
    address,
    secret: `twinbox/${name}`,
    restore: { method: 'lambda', functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:restore' },
    power: [{ method: 'none' }],
  });
  return PairSettings.parse({
    name: 'support',
    service: { names: overrides.names ?? [NAME] },
    appliances: [appliance('london', LONDON), appliance('dublin', DUBLIN)],
    preferred: 'london',
    traffic: { mode: 'dns-record', zones: [{ id: ZONE_ID }], nameServers: overrides.nameServers ?? ['192.0.2.53:53'] },
    policy: { automation: 'act', onUnconfirmedFence: overrides.onUnconfirmedFence ?? 'halt' },
  });
};

/** A failover from London to Dublin under epoch 7, unless said otherwise. */
export const orderOf = (changes: Partial<TrafficOrder> = {}): TrafficOrder => ({
  settings: pairOf(),
  epoch: 7,
  recoveryId: '20261122T201503Z-abcdef12',
  from: 'london',
  to: 'dublin',
  ...changes,
});
