// The order that ClaimTraffic, MoveTraffic and AwaitTraffic share, built from what Begin fixed.

import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import type { TrafficOrder } from '../../../traffic/traffic.ts';

export const trafficOrderOf = (settings: PairSettings, { epoch, recoveryId, from, to }: Recovery): TrafficOrder => ({
  settings,
  epoch,
  recoveryId,
  from,
  to,
});
