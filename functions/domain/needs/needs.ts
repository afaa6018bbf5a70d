// Everything that a failover needs, as one table: who checks it, how often, when the check fails, and its fix. The page
// docs/readiness.md is printed from it. The order is that of the list. Pure data.
import { APPLIANCE_NEEDS } from './appliance-needs.ts';
import { OWNER_NEEDS } from './owner-needs.ts';
import { TRAFFIC_AND_BACKUP_NEEDS } from './traffic-and-backup-needs.ts';

export const NEEDS = { ...APPLIANCE_NEEDS, ...TRAFFIC_AND_BACKUP_NEEDS, ...OWNER_NEEDS } as const;

export type Need = keyof typeof NEEDS;

export const ALL_NEEDS = Object.keys(NEEDS) as readonly Need[];

/** The needs that an inspection and the steps of a recovery check, in their order. */
export const FAILOVER_NEEDS = [
  'standby',
  'restore-point',
  'restore',
  'fence',
  'traffic',
] as const satisfies readonly Need[];
