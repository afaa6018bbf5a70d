// What a person moved by hand, as the pair record has it afterwards. Pure, so that it can run inside the conditional
// write that takes the epoch.

import type { PairRecord } from '../record/pair-record.ts';
import { quarantineOf } from '../recovery/quarantine.ts';
import { takeLease } from './lease.ts';

export interface PrimaryByHand {
  /** The appliance that serves now, and the other one. */
  readonly appliance: string;
  readonly other: string;
  readonly by: string;
  readonly reason: string;
  readonly recoveryId: string;
  /** Execution ARN. */
  readonly owner: string;
  /** Whose accounts the appliance accepts, and which version of their secret. */
  readonly credentialsOf: string;
  readonly secretVersionId?: string | undefined;
  /** The highest epoch that the zone claims. */
  readonly zoneEpoch?: number | undefined;
  /** In ms since 1970. */
  readonly aliveUntilMs: number;
}

export type PrimarySet = { readonly record: PairRecord; readonly epoch: number } | { readonly fault: string };

/** The old primary holds what is in no backup; where the roles stay, the other one is still the standby. */
const quarantineAfter = (record: PairRecord, facts: PrimaryByHand, at: string): Pick<PairRecord, 'quarantined'> => {
  const { appliance, other, by, reason, recoveryId } = facts;
  const { quarantined } = record;
  if (record.primary === appliance) return quarantined?.appliance === other ? { quarantined } : {};
  const made = quarantineOf({ kind: 'failover', recoveryId, from: other, to: appliance }, undefined, at);
  return { quarantined: { ...made, reason: `${by} moved users from it to ${appliance} by hand: ${reason}` } };
};

/**
 * Takes a new epoch and sets the roles. Nobody may take the lease until this function has certainly ended, and what
 * either appliance carries is unknown: only the person knows.
 */
export const primarySet = (record: PairRecord, facts: PrimaryByHand, nowMs: number): PrimarySet => {
  const { appliance, other, recoveryId, owner, credentialsOf, secretVersionId, zoneEpoch, aliveUntilMs } = facts;
  const { pair, lease: running } = record;
  if (running)
    return {
      fault: `recovery ${running.recoveryId} of ${pair} is running: ${running.owner}. Wait for its end, or stop it`,
    };
  const request = { recoveryId, owner, kind: 'failover', dryRun: false, ownerIsRunning: false, aliveUntilMs } as const;
  const asked = { ...request, ...(zoneEpoch !== undefined && { zoneEpoch }) };
  const taken = takeLease(record, asked, nowMs);
  if (taken.answer === 'quiet')
    return {
      fault: `a function of an ended recovery of ${pair} may still run until ${taken.until}. Start again after that`,
    };
  if (taken.answer === 'held') return { fault: `recovery ${taken.by.recoveryId} of ${pair} is running` };
  const at = new Date(nowMs).toISOString();
  const { lease, hold: _closed, outage: _over, quarantined: _old, refusedLogins, ...rest } = taken.record;
  const unknown = { backupId: 'unknown', at } as const;
  return {
    epoch: taken.record.epoch,
    record: {
      ...rest,
      ...(refusedLogins && { refusedLogins }),
      ...quarantineAfter(record, facts, at),
      primary: appliance,
      restoredBackup: { ...rest.restoredBackup, [appliance]: unknown, [other]: unknown },
      credentialsOf: { ...rest.credentialsOf, [appliance]: credentialsOf },
      secretVersionOf: {
        ...rest.secretVersionOf,
        ...(secretVersionId !== undefined && { [appliance]: secretVersionId }),
      },
      leaseBlockedUntil: lease?.notAfter ?? at,
      lastRecovery: { recoveryId, kind: 'failover', outcome: 'moved', epoch: taken.record.epoch, endedAt: at },
    },
  };
};
