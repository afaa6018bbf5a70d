// Describes the record of a pair in lines for an operator at the console. Pure.

import { describeNamed } from '../model/named-restore-point.ts';
import { accountsOf } from '../record/accepted-accounts.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { describeLoss } from '../record/restore-loss.ts';
import { describeWindows } from '../trust/distrust-window.ts';
import { describeDistrust, describeTrust } from '../trust/trust.ts';
import { describeHeld } from './notices.ts';
import { pauseNow } from './pause.ts';
import { describeProof } from './proof.ts';
import { describeQuarantine } from './quarantine.ts';

/** The newest ones; the report names those that matter. */
const MOST_DISTRUSTED = 5;

/** @returns one fact per line. */
export const describeRecord = (record: PairRecord, appliances: readonly string[], nowMs: number): readonly string[] => {
  const { lease, hold, quarantined, lastRecovery, lastProof, trusted, distrusted } = record;
  const paused = pauseNow(record, nowMs);
  return [
    `${record.pair}: assigned primary ${record.primary}, standby ${appliances.filter((name) => name !== record.primary).join(', ')}, epoch ${record.epoch}`,
    lease
      ? `recovery ${lease.recoveryId} (${lease.kind}${lease.dryRun ? ', dry run' : ''}) has the lease, execution ${lease.owner}`
      : 'no recovery is under way',
    ...(lease?.named ? [`it restores ${describeNamed(lease.named)}`] : []),
    ...(lease?.loss ? [describeLoss(lease.loss)] : []),
    ...(hold
      ? [
          `on hold since ${hold.since}: ${hold.recoveryId} halted in ${hold.phase} with ${hold.reason}: ${hold.message}`,
          `continue with ${JSON.stringify(hold.resumeInput)}${hold.lapsesAt === undefined ? '' : `; the hold blocks automatic starts until ${hold.lapsesAt}`}`,
        ]
      : ['no hold']),
    ...(quarantined ? [describeQuarantine(record.pair, quarantined)] : []),
    paused ? `paused until ${paused.until}: ${paused.reason}` : 'not paused',
    lastRecovery
      ? `last recovery ${lastRecovery.recoveryId}: ${lastRecovery.outcome} at ${lastRecovery.endedAt}`
      : 'there has been no recovery',
    lastProof ? describeProof(lastProof) : 'no restore has been proven yet',
    ...(trusted ?? []).slice(-1).map(describeTrust),
    ...describeHeld(record.notices),
    ...(distrusted ?? []).slice(-MOST_DISTRUSTED).map(describeDistrust),
    ...describeWindows(record),
    ...appliances.map((name) => {
      const carried = record.restoredBackup[name];
      const restoredBackup = carried
        ? `has carried the backup ${carried.backupId} since ${carried.at}`
        : 'has its own configuration';
      return `${name} ${restoredBackup} and accepts the accounts of ${accountsOf(record, name)}`;
    }),
  ];
};
