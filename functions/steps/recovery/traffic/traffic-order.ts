// The order that every traffic step gives, made of what Begin fixed: so claim, move and settling speak of the same thing.

import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import type { TrafficOrder } from '../../../traffic/traffic.ts';

/** What this recovery wants of traffic. */
export const trafficOrderOf = (settings: PairSettings, { epoch, recoveryId, from, to }: Recovery): TrafficOrder => ({
  settings,
  epoch,
  recoveryId,
  from,
  to,
});
