// Whether a standby may be restored to, and later serve, by what it says of itself. Pure.

import { mayBeSame } from '../identity/software.ts';

/** What the appliance says over its API; the version is empty where it does not. */
export interface ApplianceFacts {
  readonly healthy: boolean;
  readonly version: string;
  readonly reportedRole: 'none' | 'primary' | 'standby';
  readonly clusterRole: string;
}

/** An appliance alone: what the vendor calls it, or nothing said at all. */
const ALONE: readonly string[] = ['single', 'none', ''];

/**
 * What is wrong with the appliance, in sentences; empty where it is fit.
 * @param version the restore point's: a backup fits only the version it was taken on. Left out where no restore is meant.
 */
export const standbyFaults = (facts: ApplianceFacts, version?: string): readonly string[] => [
  ...(facts.healthy ? [] : ['it says that it is not healthy']),
  ...(facts.reportedRole === 'none'
    ? []
    : [`it has the vendor's failover role ${facts.reportedRole}: a file restore would overwrite that relation`]),
  ...(ALONE.includes(facts.clusterRole) ? [] : [`it is part of a cluster, as ${facts.clusterRole}`]),
  ...(version === undefined || mayBeSame(facts.version, version)
    ? []
    : [`it runs ${facts.version}, the restore point was taken on ${version}`]),
];
