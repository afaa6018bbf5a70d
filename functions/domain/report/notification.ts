// What people are notified when a recovery ends, made of its report: what happened, what callers should do, what is lost, and
// where to read on. Pure.

import { isOnlySuspect } from '../backup/restore-point.ts';
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

const minutes = (seconds: number): string => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);

/** What a dry run came to, without calling possible what nobody tried. */
const resultIn = ({ checks = [] }: Pick<Report, 'checks'>): string => {
  const failed = checks.filter(({ result }) => result === 'failed').map(({ about }) => about);
  const unchecked = checks.filter(({ result }) => result === 'not-checked').length;
  const rest = unchecked > 0 ? `${unchecked} not checked` : checks.length === 0 ? 'what it checked is not noted' : 'all checked';
  return failed.length > 0 ? `failed: ${failed.join(', ')}; ${rest}` : `nothing failed, ${rest}`;
};

/** The news in one line of any length. */
export const subjectOf = (report: Report): string => {
  const { pair, from, to, kind, outcome, failure, dryRun } = report;
  switch (outcome) {
    case 'moved':
      return `${pair} moved from ${from} to ${to}`;
    case 'stood-down':
      return `${pair} stood down: users were not touched`;
    case 'would-have-acted':
      return `WouldHaveActed: ${pair} would have moved from ${from} to ${to}`;
    case 'dry-run':
      return `${pair}: a dry run of a ${kind} to ${to}: ${resultIn(report)}`;
    case 'fenced':
      return `${pair}: the quarantined ${from} is off again`;
    case 'rehearsed':
      return isProvenHere(report)
        ? `${pair}: drill passed: ${to} was restored and checked`
        : `${pair}: drill passed: ${to} carries the newest backup already`;
    case 'preempted':
      return `${pair}: the drill made way for a failover`;
    case 'halted': {
      const what = kind === 'drill' ? 'drill failed' : 'HALTED';
      return `${pair} ${dryRun ? 'dry run failed' : what}: ${failure?.name ?? 'unknown'}`;
    }
  }
};

/** Whatever became of it, a standby that was given a backup is not as it was. */
const standbyIn = ({ to, timeline, recoveryPoint }: Report): string | undefined =>
  timeline.some(({ state, outcome }) => state === 'UploadBackup' && outcome !== 'carried')
    ? `${to} was given the backup ${recoveryPoint?.backupId ?? 'of unknown id'} and stays the standby`
    : undefined;

const haltedIn = (report: Report): string => {
  const { pair, kind, from, to } = report;
  const why = `${report.failure?.name}: ${report.failure?.message}`;
  switch (kind) {
    case 'fence':
      return `${from}, which is quarantined, could not be switched off again: ${why}. ${from} and ${to} may both serve.`;
    case 'drill': {
      const standby = standbyIn(report);
      const restoredBackup = standby === undefined ? '' : ` ${standby}, and what it carries is not proven.`;
      return `A drill of ${pair} on ${to} failed: ${why}. Users were not touched. A failover might have met the same.${restoredBackup}`;
    }
    default:
      return `A recovery of ${pair} from ${from} to ${to} stopped and needs a person: ${why}`;
  }
};

/** From the outage, where it is known: a recovery may be the second or third that deals with it. */
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
      return `${from} was down. The service of ${pair} was moved to ${to} and answers there, ${sinceIn(report)}.`;
    case 'stood-down': {
      const standby = standbyIn(report);
      const how = standby === undefined ? 'without touching anything' : `without touching users or ${from}`;
      return `A ${kind === 'fence' ? `fence of ${from}` : `recovery of ${pair}`} began and ended ${how}: ${[...said, ...(standby === undefined ? [] : [standby])].join('; ')}.`;
    }
    case 'would-have-acted':
      return `${from} is down. Traffic has not been moved: users are still sent to the failed primary. This pair is only observed: Twinbox would have restored the newest good backup to ${to}, fenced ${from} and pointed users at ${to}.`;
    case 'dry-run':
      return `Automation: ${report.automation ?? 'unknown'}. A dry run of a ${kind} from ${from} to ${to} went as far as Prepare and changed nothing: ${resultIn(report)}.`;
    case 'fenced':
      return `${from}, which is quarantined, had answered again while users of ${pair} are sent to ${to}. It is switched off again; nothing else was touched.`;
    case 'rehearsed':
      return isProvenHere(report)
        ? `A drill of ${pair} gave ${to} the newest good backup and found it fit to serve, in ${minutes(elapsedSeconds)}. Neither users nor ${from} were touched; ${to} stays the standby, and has the configuration and the accounts of that backup now.`
        : `A drill of ${pair} found nothing to restore: ${to} carries the newest good backup, by a restore that was proven before, and is fit to serve. Neither users nor ${from} were touched.`;
    case 'preempted':
      return `A drill of ${pair} on ${to} was stopped, because ${from} was believed dead and a failover goes before it. What becomes of the failover is told by itself.`;
    case 'halted':
      return haltedIn(report);
  }
};

/** What whoever uses the service should do. */
export const callersIn = (report: Report): string => {
  const { usersMoved, oldCachesUntil, oldTtlSeconds, kind, from, to, outcome, hold } = report;
  if (kind === 'fence')
    return `Nothing, if they reach ${to}. Whoever was still led to ${from} should clear the DNS cache and start the session again.`;
  if (usersMoved) {
    const old = oldTtlSeconds === undefined ? '' : ` The old record had a TTL of ${oldTtlSeconds} s.`;
    return `Users are sent to ${to}.${old} Whoever cannot reach it should wait until ${oldCachesUntil}, or clear the DNS cache (Windows: ipconfig /flushdns; macOS: sudo dscacheutil -flushcache; browsers: restart). Sessions that were open must be started again.`;
  }
  if (kind === 'drill' || outcome === 'stood-down' || outcome === 'dry-run') return 'Nothing.';
  const state = outcome === 'would-have-acted' || hold ? `the failed primary ${from}` : 'where they were';
  return `Traffic has not been moved: users are still sent to ${state}${hold ? ', and the service may be down until somebody goes on' : ''}. There is nothing they can do.`;
};

const lostIn = ({ recoveryPoint, notInBackup, passedOver, outcome, usersMoved }: Report): readonly string[] => {
  if (!recoveryPoint || outcome === 'stood-down' || outcome === 'preempted') return [];
  const loses = usersMoved || outcome === 'moved' ? 'Lost' : 'Would be lost';
  return [
    `${loses}: whatever was changed in the ${minutes(recoveryPoint.ageSeconds)} since the backup ${recoveryPoint.backupId} of ${recoveryPoint.capturedAt}.`,
    ...(notInBackup.length > 0 ? [`No backup holds: ${notInBackup.join('; ')}.`] : []),
    ...passedOver.map(({ backupId, reason }) => `Passed over: ${backupId}, ${reason}.`),
  ];
};

/** Why the newest good backup is as old as it is: both are named, what was restored and what was passed over. */
const suspectIn = ({ recoveryPoint, passedOver, objectives }: Report): readonly string[] => {
  const [newest, ...others] = passedOver.filter(isOnlySuspect);
  if (!recoveryPoint || !newest || recoveryPoint.ageSeconds <= objectives.rpoMinutes * 60) return [];
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return [
    `The newest good backup ${recoveryPoint.backupId} does not meet the objective of ${objectives.rpoMinutes} min, because newer ones are suspect: ${newest.backupId} (${newest.reason})${more}.`,
  ];
};

const forwardIn = ({ hold, failure }: Report): readonly Paragraph[] => [
  ...(failure?.hint === undefined ? [] : [`What to do: ${failure.hint}`]),
  ...(hold
    ? [
        { title: 'Done:', items: hold.done },
        { title: 'Left:', items: hold.left },
        `Go on by starting the workflow with ${JSON.stringify(hold.resumeInput)}`,
        hold.lapsesAt === undefined
          ? `Nothing starts by itself until then, or until ${JSON.stringify({ pair: hold.resumeInput.pair, kind: 'acknowledge', by: 'your name' })}`
          : `By itself nothing starts before ${hold.lapsesAt}.`,
      ]
    : []),
];

/** What Verify saw and could not wait for any longer. */
const warningsIn = ({ timeline, outcome }: Report): readonly string[] =>
  outcome === 'moved'
    ? (timeline.findLast(({ state }) => state === 'Verify')?.evidence ?? []).filter((line) => line.startsWith('ATTENTION: '))
    : [];

/** @param reportAt where the report lies. */
export const composeNotification = (report: Report, reportAt: string): Notification => {
  const parts: readonly Paragraph[] = [
    `What happened: ${happenedIn(report)}`,
    `What callers should do: ${callersIn(report)}`,
    ...(report.checks ? [{ title: 'Checks:', items: report.checks.map(describeCheck) }] : []),
    ...lostIn(report),
    ...suspectIn(report),
    ...(report.fence?.confirmedBy ? [`${report.from} is off, confirmed by ${report.fence.confirmedBy}.`] : []),
    ...(report.fence?.outcome === 'unconfirmed'
      ? [`ATTENTION: nobody confirmed that ${report.from} is off; both appliances may serve.`]
      : []),
    ...warningsIn(report),
    ...(report.quarantined
      ? [`${describeQuarantine(report.pair, report.quarantined)}. Keep it off until what it alone holds is saved.`]
      : []),
    ...report.timeline.flatMap(({ evidence }) => evidence.filter((line) => line.startsWith('WARNING: '))),
    ...(report.lastProof ? [`${describeProof(report.lastProof)}.`] : []),
    ...forwardIn(report),
    `Report: ${reportAt} (recovery ${report.recoveryId}, epoch ${report.epoch})`,
  ];
  return { subject: subjectLine(subjectOf(report)), body: bodyOf(parts) };
};
