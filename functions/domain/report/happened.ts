// What happened in a recovery: in one line for a subject, and in a sentence or two. Pure.
import { isProvenHere } from './proven-here.ts';
import type { Report } from './report.ts';

/** A duration in words. @param seconds any length. */
export const minutes = (seconds: number): string =>
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
  const { pair, from, to, kind, outcome, failure, dryRun, hold } = report;
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
    case 'reprotected':
      return `${pair}: ${to} is the standby again, restored and checked`;
    case 'preempted':
      return `${pair}: the ${kind} was stopped for a failover`;
    case 'halted': {
      const what = kind === 'failover' || hold ? 'HALTED' : `${kind} failed`;
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
    case 'switchover':
      return report.hold
        ? `A switchover of ${pair} from ${from} to ${to} halted after it began to shut ${from} down, and needs an operator: ${why}`
        : `A switchover of ${pair} from ${from} to ${to} failed: ${why}. Users were not affected and stay on ${from}.`;
    case 'reprotect':
      return `A reprotect of ${pair} on ${to} failed: ${why}. Users were not affected. ${to} is not a standby that could take over.`;
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
    case 'reprotected':
      return `Twinbox captured ${from}, restored that to ${to} and found ${to} fit to serve, in ${minutes(elapsedSeconds)}. ${to} is the standby of ${pair}. Users and ${from} were not affected.`;
    case 'moved':
      if (kind === 'switchover')
        return `Twinbox moved the service of ${pair} from ${from} to ${to} as planned. ${from} shut down by itself and is kept as it is; ${to} answers.`;
      return `${from} was down. Twinbox moved the service of ${pair} to ${to}, where it answers, ${sinceIn(report)}.`;
    case 'stood-down': {
      const standby = standbyIn(report);
      const how = standby === undefined ? 'without changing anything' : `without affecting users or ${from}`;
      return `A ${kind === 'fence' ? `fence of ${from}` : `${kind === 'failover' ? 'recovery' : kind} of ${pair}`} stood down ${how}: ${[...said, ...(standby === undefined ? [] : [standby])].join('; ')}.`;
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
      return `A ${kind} of ${pair} on ${to} was stopped because ${from} appeared to be down and a failover takes precedence. The failover sends its own notification.`;
    case 'halted':
      return haltedIn(report);
  }
};
