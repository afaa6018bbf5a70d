// Whether a standby is fit for a restore and to serve, from what it reports. Pure.

import { mayBeSame } from '../identity/software.ts';

/** What the appliance reports over its API; the version is empty if it reports none. */
export interface ApplianceFacts {
  readonly healthy: boolean;
  readonly version: string;
  readonly reportedRole: 'none' | 'primary' | 'standby';
  readonly clusterRole: string;
}

/** An appliance outside a cluster: the vendor's names for it, or no value at all. */
const ALONE: readonly string[] = ['single', 'none', ''];

/**
 * The faults of the appliance, as sentences; empty if it is fit.
 * @param version of the restore point: a backup fits only the version it was taken on. Absent if no restore is planned.
 */
export const standbyFaults = (facts: ApplianceFacts, version?: string): readonly string[] => [
  ...(facts.healthy ? [] : ['it reports that it is not healthy']),
  ...(facts.reportedRole === 'none'
    ? []
    : [
        `it has the vendor's failover role ${facts.reportedRole}: a restore would overwrite that failover relationship`,
      ]),
  ...(ALONE.includes(facts.clusterRole) ? [] : [`it is part of a cluster, as ${facts.clusterRole}`]),
  ...(version === undefined || mayBeSame(facts.version, version)
    ? []
    : [`it runs ${facts.version}, the restore point was taken on ${version}`]),
];
