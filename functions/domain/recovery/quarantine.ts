// The old primary after an unplanned failover: it alone holds what no backup has, so it is kept as it is until a person lifts
// that. Says when it binds and how people are notified of it. Pure.
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { Observation } from '../model/observation.ts';
import type { Recovery } from '../model/recovery.ts';
import type { PairRecord, Quarantine } from '../record/pair-record.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';
import { resumesHalted } from './direction.ts';

/** What a recovery leaves behind of the appliance that it moves users away from. */
export const quarantineOf = (
  { recoveryId, from, to }: Pick<Recovery, 'recoveryId' | 'from' | 'to'>,
  restorePoint: Pick<BackupManifest, 'backupId' | 'capturedAt'> | undefined,
  since: string,
): Quarantine => {
  const backup = restorePoint ? `the backup ${restorePoint.backupId} of ${restorePoint.capturedAt}` : 'the last backup';
  return {
    appliance: from,
    recoveryId,
    since,
    reason: `users were moved from it to ${to} after it died: it alone holds what was changed after ${backup}, and its recordings`,
  };
};

/** The console input that lifts it. */
export const liftingInput = (pair: string, { appliance }: Quarantine): string =>
  JSON.stringify({ pair, kind: 'acknowledge', by: 'your name', quarantine: appliance });

/** The console input that keeps Twinbox from switching it off while somebody works on it. */
export const pausingInput = (pair: string, appliance: string): string =>
  JSON.stringify({ pair, kind: 'pause', reason: `work on ${appliance}`, hours: 4 });

/** One sentence for messages, report and status. */
export const describeQuarantine = (pair: string, quarantine: Quarantine): string =>
  `${quarantine.appliance} is quarantined since ${quarantine.since} (${quarantine.recoveryId}): ${quarantine.reason}. It is never captured nor restored over, and no failover goes to it, until somebody lifts that with ${liftingInput(pair, quarantine)}`;

/**
 * The quarantine that stands in the way of a failover begun now; going on with a halted one leads to the other appliance. Without the
 * settings: a pair has two appliances, and the one that is not the primary is where a new failover leads.
 */
export const blockingQuarantine = (record: Pick<PairRecord, 'primary' | 'hold' | 'quarantined'>): Quarantine | undefined =>
  record.quarantined !== undefined && record.quarantined.appliance !== record.primary && !resumesHalted(record)
    ? record.quarantined
    : undefined;

/** Whether the quarantined appliance answers users again, whatever it says of itself. */
export const isSplit = (seen: Pick<Observation, 'result'> | undefined): boolean =>
  seen?.result === 'healthy' || seen?.result === 'unhealthy';

/** What stands is notified again after so long. */
export const RENOTIFY_MS = 10 * 60_000;

/** Whether people are to be told (again) that it answers. */
export const isToBeNotified = ({ notifiedAt }: Quarantine, nowMs: number): boolean =>
  notifiedAt === undefined || nowMs - Date.parse(notifiedAt) >= RENOTIFY_MS;

/**
 * What people are notified while the quarantined appliance answers.
 * @param does what Twinbox does about it, or why it does nothing, as a sentence.
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
      `What callers should do: nothing, if they reach ${primary}. Whoever is still led to ${appliance} should clear the DNS cache.`,
      `What Twinbox does: ${action}`,
      `What to do: whoever wants to work on ${appliance} pauses ${pair} first, with ${pausingInput(pair, appliance)}, and takes it out of the users' network; save what it alone holds that way. Otherwise make sure that it is off.`,
      `${describeQuarantine(pair, quarantine)}. After that it is the standby again and may be restored over.`,
      'You are notified again every ten minutes while it answers.',
    ]),
  };
};
