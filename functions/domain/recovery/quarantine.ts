// The quarantine of the old primary after an unplanned failover: only it holds the data that is in no backup, so it is
// kept as it is until an operator lifts the quarantine. Says when it blocks and how operators are notified of it. Pure.
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { Observation } from '../model/observation.ts';
import type { Recovery } from '../model/recovery.ts';
import type { PairRecord, Quarantine } from '../record/pair-record.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';
import { resumesHalted } from './direction.ts';

/** The quarantine of the appliance that a recovery moves users away from. */
export const quarantineOf = (
  { recoveryId, kind, from, to }: Pick<Recovery, 'recoveryId' | 'kind' | 'from' | 'to'>,
  restorePoint: Pick<BackupManifest, 'backupId' | 'capturedAt'> | undefined,
  since: string,
): Quarantine => {
  const backup = restorePoint ? `the backup ${restorePoint.backupId} of ${restorePoint.capturedAt}` : 'the last backup';
  return {
    appliance: from,
    recoveryId,
    since,
    reason: `users were moved from it to ${to} ${kind === 'switchover' ? 'as planned' : 'after it failed'}; only it holds the changes made after ${backup}, and its recordings`,
  };
};

/** The console input that lifts the quarantine. */
export const liftingInput = (pair: string, { appliance }: Quarantine): string =>
  JSON.stringify({ pair, kind: 'acknowledge', by: 'your name', quarantine: appliance });

/** The console input that makes the quarantined appliance the standby again, once its data is saved. */
export const reprotectInput = (pair: string): string =>
  JSON.stringify({
    pair,
    kind: 'reprotect',
    by: 'your name',
    reason: 'why now',
    salvaged: { by: 'your name', how: 'what was saved, and where' },
  });

/** The console input that stops Twinbox from powering the appliance off while somebody works on it. */
export const pausingInput = (pair: string, appliance: string): string =>
  JSON.stringify({ pair, kind: 'pause', reason: `work on ${appliance}`, hours: 4 });

/** One sentence for messages, report and status. */
export const describeQuarantine = (pair: string, quarantine: Quarantine): string =>
  `${quarantine.appliance} has been quarantined since ${quarantine.since} (${quarantine.recoveryId}): ${quarantine.reason}. Twinbox does not capture it, restore to it or fail over to it until somebody makes it the standby again with ${reprotectInput(pair)}, or only lifts the quarantine with ${liftingInput(pair, quarantine)}`;

/**
 * The quarantine that blocks a failover now. Continuing a halted failover leads to the other appliance, so it is not
 * blocked. Needs no settings: a pair has two appliances, and a new failover leads to the one that is not the primary.
 */
export const blockingQuarantine = (
  record: Pick<PairRecord, 'primary' | 'hold' | 'quarantined'>,
): Quarantine | undefined =>
  record.quarantined !== undefined && record.quarantined.appliance !== record.primary && !resumesHalted(record)
    ? record.quarantined
    : undefined;

/** Whether the quarantined appliance answers users again, healthy or not. */
export const isSplit = (seen: Pick<Observation, 'result'> | undefined): boolean =>
  seen?.result === 'healthy' || seen?.result === 'unhealthy';

/** A condition that persists is notified again after this time. */
export const RENOTIFY_MS = 10 * 60_000;

/** Whether to notify operators (again) that it answers. */
export const isToBeNotified = ({ notifiedAt }: Quarantine, nowMs: number): boolean =>
  notifiedAt === undefined || nowMs - Date.parse(notifiedAt) >= RENOTIFY_MS;

/**
 * The notification while the quarantined appliance answers.
 * @param action what Twinbox does about it, or why it does nothing, as a sentence.
 */
export const splitBrainMessage = (
  { pair, primary }: Pick<PairRecord, 'pair' | 'primary'>,
  quarantine: Quarantine,
  action: string,
): { readonly subject: string; readonly body: string } => {
  const { appliance } = quarantine;
  return {
    subject: subjectLine(`${pair}: SplitBrain: ${appliance} answers although it is quarantined`),
    body: bodyOf([
      `What happened: ${appliance} answers on the users' path again, while users of ${pair} are sent to ${primary}. Two appliances may serve.`,
      `What callers should do: nothing, if they reach ${primary}. Anyone who still reaches ${appliance} should clear the DNS cache.`,
      `What Twinbox does: ${action}`,
      `What to do: make sure that ${appliance} is off. To work on it, or to save the data that only it holds, first pause ${pair} with ${pausingInput(pair, appliance)} and disconnect ${appliance} from the users' network.`,
      `${describeQuarantine(pair, quarantine)}. After that, it is the standby again and Twinbox may restore to it.`,
      `Twinbox notifies you every ten minutes while ${appliance} answers.`,
    ]),
  };
};
