// The notification at the end of a recovery, composed from its report: what happened, what callers should do, what is
// lost, and where to read more. Pure.

import { isOnlySuspect } from '../backup/restore-point.ts';
import { describeNamed } from '../model/named-restore-point.ts';
import { describeCheck } from '../model/readiness-check.ts';
import { describeProof } from '../recovery/proof.ts';
import { describeQuarantine } from '../recovery/quarantine.ts';
import { bodyOf, type Paragraph, subjectLine } from '../text/notification-body.ts';
import { happenedIn, minutes, subjectOf } from './happened.ts';
import type { Report } from './report.ts';

export interface Notification {
  /** At most 100 characters. */
  readonly subject: string;
  readonly body: string;
}

/** What users of the service should do. */
export const callersIn = (report: Report): string => {
  const { usersMoved, oldCachesUntil, oldTtlSeconds, kind, from, to, outcome, hold } = report;
  if (kind === 'fence')
    return `Nothing, if they reach ${to}. Anyone who still reached ${from} should clear the DNS cache and start the session again.`;
  if (usersMoved) {
    const old = oldTtlSeconds === undefined ? '' : ` The old DNS record had a TTL of ${oldTtlSeconds} s.`;
    return `Users are sent to ${to}.${old} Anyone who cannot reach it should wait until ${oldCachesUntil}, or clear the DNS cache (Windows: ipconfig /flushdns; macOS: sudo dscacheutil -flushcache; browsers: restart). Open sessions must be started again.`;
  }
  if (
    kind === 'drill' ||
    kind === 'reprotect' ||
    (kind === 'switchover' && !hold) ||
    outcome === 'stood-down' ||
    outcome === 'dry-run'
  )
    return 'Nothing.';
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
