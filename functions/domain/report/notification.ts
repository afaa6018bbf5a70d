// The notification at the end of a recovery, composed from its report: what happened, what callers should do, what is
// lost, and where to read more. Pure.

import { isOnlySuspect } from '../backup/restore-point.ts';
import { describeNamed } from '../model/named-restore-point.ts';
import { describeCheck } from '../model/readiness-check.ts';
import { describeProof } from '../recovery/proof.ts';
import { describeQuarantine } from '../recovery/quarantine.ts';
import { bodyOf, type Paragraph, subjectLine } from '../text/notification-body.ts';
import { isProvenHere } from './proven-here.ts';
import type { Report } from './report.ts';

export interface Notification {
  /** At most 100 characters. */
  readonly subject: string;
  readonly body: string;
}

const minutes = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

/** The result of a dry run. It never reports an unchecked need as passed. */
const resultIn = ({ checks = [] }: Pick<Report, 'checks'>): string => {
  const failed = checks.filter(({ result }) => result === 'failed').map(({ about }) => about);
  const unchecked = checks.filter(({ result }) => result === 'not-checked').length;
  const rest =
    unchecked > 0 ? `${unchecked} not checked` : checks.length === 0 ? 'no checks are recorded' : 'all checked';
  return failed.length > 0 ? `failed: ${failed.join(', ')}; ${rest}` : `nothing failed, ${rest}`;
};

/** What happened, in one line of any length. */
export const subjectOf = (report: Report): string => {
  const { pair, from, to, kind, outcome, failure, dryRun } = report;
  switch (outcome) {
    case 'moved':
      return `${pair} moved from ${from} to ${to}`;
    case 'stood-down':
      return `${pair} stood down: users were not affected`;
    case 'would-have-acted':
      return `WouldHaveActed: ${pair} would have moved from ${from} to ${to}`;
    case 'dry-run':
      return `${pair}: dry run of a ${kind} to ${to}: ${resultIn(report)}`;
    case 'fenced':
      return `${pair}: the quarantined ${from} is off again`;
    case 'rehearsed':
      return isProvenHere(report)
        ? `${pair}: drill passed: ${to} was restored and checked`
        : `${pair}: drill passed: ${to} already carries the newest backup`;
    case 'preempted':
      return `${pair}: the drill was stopped for a failover`;
    case 'halted': {
      const what = kind === 'drill' ? 'drill failed' : 'HALTED';
      return `${pair} ${dryRun ? 'dry run failed' : what}: ${failure?.name ?? 'unknown'}`;
    }
  }
};

/** Whatever the outcome, an uploaded backup changes the standby. */
const standbyIn = ({ to, timeline, recoveryPoint }: Report): string | undefined =>
  timeline.some(({ state, outcome }) => state === 'UploadBackup' && outcome !== 'carried')
    ? `${to} received the backup ${recoveryPoint?.backupId ?? 'of unknown id'} and remains the standby`
    : undefined;

const haltedIn = (report: Report): string => {
  const { pair, kind, from, to } = report;
  const why = `${report.failure?.name}: ${report.failure?.message}`;
  switch (kind) {
    case 'fence':
      return `Twinbox could not power off the quarantined ${from} again: ${why}. ${from} and ${to} may both serve.`;
    case 'drill': {
      const standby = standbyIn(report);
      const restoredBackup = standby === undefined ? '' : ` ${standby}; its restore is not proven.`;
      return `A drill of ${pair} on ${to} failed: ${why}. Users were not affected. A failover could fail for the same reason.${restoredBackup}`;
    }
    default:
      return `A recovery of ${pair} from ${from} to ${to} halted and needs an operator: ${why}`;
  }
};

/**
 * Counted from the start of the outage, where it is known: this recovery may be the second or third in the same outage.
 */
const sinceIn = ({ from, outageSeconds, outageSince, elapsedSeconds }: Report): string =>
  outageSeconds === undefined
    ? `${minutes(elapsedSeconds)} after the recovery began`
    : `${minutes(outageSeconds)} after ${from} was first found down at ${outageSince}`;

/** What happened, in a sentence or two. */
export const happenedIn = (report: Report): string => {
  const { pair, kind, from, to, outcome, elapsedSeconds, timeline } = report;
  const said = timeline.findLast(({ state }) => !['StandDown', 'Finish'].includes(state))?.evidence ?? [];
  switch (outcome) {
    case 'moved':
      return `${from} was down. Twinbox moved the service of ${pair} to ${to}, where it answers, ${sinceIn(report)}.`;
    case 'stood-down': {
      const standby = standbyIn(report);
      const how = standby === undefined ? 'without changing anything' : `without affecting users or ${from}`;
      return `A ${kind === 'fence' ? `fence of ${from}` : `recovery of ${pair}`} stood down ${how}: ${[...said, ...(standby === undefined ? [] : [standby])].join('; ')}.`;
    }
    case 'would-have-acted':
      return `${from} is down. Traffic has not been moved: users are still sent to the failed primary. Twinbox only observes this pair. It would have restored the newest good backup to ${to}, fenced ${from} and moved users to ${to}.`;
    case 'dry-run':
      return `Automation: ${report.automation ?? 'unknown'}. A dry run of a ${kind} from ${from} to ${to} ended after Prepare and changed nothing: ${resultIn(report)}.`;
    case 'fenced':
      return `The quarantined ${from} answered again while users of ${pair} are sent to ${to}. Twinbox powered ${from} off again and changed nothing else.`;
    case 'rehearsed':
      return isProvenHere(report)
        ? `A drill of ${pair} restored the newest good backup to ${to} and found it fit to serve, in ${minutes(elapsedSeconds)}. Users and ${from} were not affected. ${to} remains the standby and now has the configuration and the accounts of that backup.`
        : `A drill of ${pair} found nothing to restore: ${to} already carries the newest good backup from an earlier proven restore, and is fit to serve. Users and ${from} were not affected.`;
    case 'preempted':
      return `A drill of ${pair} on ${to} was stopped because ${from} appeared to be down and a failover takes precedence. The failover sends its own notification.`;
    case 'halted':
      return haltedIn(report);
  }
};

/** What users of the service should do. */
export const callersIn = (report: Report): string => {
  const { usersMoved, oldCachesUntil, oldTtlSeconds, kind, from, to, outcome, hold } = report;
  if (kind === 'fence')
    return `Nothing, if they reach ${to}. Anyone who still reached ${from} should clear the DNS cache and start the session again.`;
  if (usersMoved) {
    const old = oldTtlSeconds === undefined ? '' : ` The old DNS record had a TTL of ${oldTtlSeconds} s.`;
    return `Users are sent to ${to}.${old} Anyone who cannot reach it should wait until ${oldCachesUntil}, or clear the DNS cache (Windows: ipconfig /flushdns; macOS: sudo dscacheutil -flushcache; browsers: restart). Open sessions must be started again.`;
  }
  if (kind === 'drill' || outcome === 'stood-down' || outcome === 'dry-run') return 'Nothing.';
  const state = outcome === 'would-have-acted' || hold ? `the failed primary ${from}` : 'the same appliance as before';
  return `Traffic has not been moved: users are still sent to ${state}${hold ? ', and the service may be down until an operator continues the recovery' : ''}. There is nothing they can do.`;
};

const lostIn = (report: Report): readonly string[] => {
  const { recoveryPoint, notInBackup, passedOver, outcome, usersMoved, named, loss } = report;
  if (!recoveryPoint || outcome === 'stood-down' || outcome === 'preempted') return [];
  const loses = usersMoved || outcome === 'moved' ? 'Lost' : 'Would be lost';
  const newer = loss ? ` Newer backups passed over: ${loss.newerPassedOver}.` : '';
  return [
    ...(named ? [`Restore point: ${describeNamed(named)}.${newer}`] : []),
    `${loses}: all changes made in the ${minutes(recoveryPoint.ageSeconds)} since the backup ${recoveryPoint.backupId} of ${recoveryPoint.capturedAt}.`,
    ...(notInBackup.length > 0 ? [`Not included in any backup: ${notInBackup.join('; ')}.`] : []),
    ...passedOver.map(({ backupId, reason }) => `Not restored: ${backupId}, ${reason}.`),
  ];
};

/** Why the newest good backup is older than the objective. Names the restored backup and the newer suspect ones. */
const suspectIn = ({ recoveryPoint, passedOver, objectives }: Report): readonly string[] => {
  const [newest, ...others] = passedOver.filter(isOnlySuspect);
  if (!recoveryPoint || !newest || recoveryPoint.ageSeconds <= objectives.rpoMinutes * 60) return [];
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return [
    `The newest good backup ${recoveryPoint.backupId} does not meet the objective of ${objectives.rpoMinutes} min because newer backups are suspect: ${newest.backupId} (${newest.reason})${more}.`,
  ];
};

const forwardIn = ({ hold, failure }: Report): readonly Paragraph[] => [
  ...(failure?.hint === undefined ? [] : [`What to do: ${failure.hint}`]),
  ...(hold
    ? [
        { title: 'Done:', items: hold.done },
        { title: 'Left:', items: hold.left },
        `To continue, start the workflow with ${JSON.stringify(hold.resumeInput)}`,
        hold.lapsesAt === undefined
          ? `No automatic recovery starts until you continue, or acknowledge the hold with ${JSON.stringify({ pair: hold.resumeInput.pair, kind: 'acknowledge', by: 'your name' })}`
          : `No automatic recovery starts before ${hold.lapsesAt}.`,
      ]
    : []),
];

/** What Verify reported and could not wait for any longer. */
const warningsIn = ({ timeline, outcome }: Report): readonly string[] =>
  outcome === 'moved'
    ? (timeline.findLast(({ state }) => state === 'Verify')?.evidence ?? []).filter((line) =>
        line.startsWith('ATTENTION: '),
      )
    : [];

/** @param reportAt where the report is stored. */
export const composeNotification = (report: Report, reportAt: string): Notification => {
  const parts: readonly Paragraph[] = [
    `What happened: ${happenedIn(report)}`,
    `What callers should do: ${callersIn(report)}`,
    ...(report.checks ? [{ title: 'Checks:', items: report.checks.map(describeCheck) }] : []),
    ...lostIn(report),
    ...suspectIn(report),
    ...(report.fence?.confirmedBy ? [`${report.from} is off, confirmed by ${report.fence.confirmedBy}.`] : []),
    ...(report.fence?.outcome === 'unconfirmed'
      ? [`ATTENTION: ${report.from} is not confirmed to be off; both appliances may serve.`]
      : []),
    ...warningsIn(report),
    ...(report.quarantined
      ? [
          `${describeQuarantine(report.pair, report.quarantined)}. Keep it off until you have saved the data that only it holds.`,
        ]
      : []),
    ...report.timeline.flatMap(({ evidence }) => evidence.filter((line) => line.startsWith('WARNING: '))),
    ...(report.lastProof ? [`${describeProof(report.lastProof)}.`] : []),
    ...forwardIn(report),
    `Report: ${reportAt} (recovery ${report.recoveryId}, epoch ${report.epoch})`,
  ];
  return { subject: subjectLine(subjectOf(report)), body: bodyOf(parts) };
};
