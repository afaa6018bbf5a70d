// The end of every recovery: its report in the backup store, a notification, and the journal's last line. Whoever finds
// no `closed` in the journal repeats this, so that nothing is lost and everything may happen twice.

import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import type { Clock } from '../../../contract/runtime/clock.ts';
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { WorkflowState } from '../../../contract/workflow/workflow-state.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { ownEntries, reportName } from '../../../domain/model/own-entries.ts';
import { oldTtlOf, type ReplacedRecord, stillCached } from '../../../domain/record/old-answers.ts';
import { composeNotification } from '../../../domain/report/notification.ts';
import { reportPage } from '../../../domain/report/page/report-page.ts';
import { buildReport, type Report, type ReportFacts } from '../../../domain/report/report.ts';
import { plainDeep } from '../../../domain/text/plain-text.ts';
import type { Message, Messages } from '../../../platform/messages.ts';
import type { Journal, JournalEntry } from '../../../store/record/journal.ts';
import type { Proofs } from '../../../store/vault/proofs.ts';
import type { Reports } from '../../../store/vault/vault.ts';
import { readJournal } from './read-journal.ts';

export interface PublishTools {
  readonly journal: Journal;
  readonly reports: Reports;
  readonly proofs: Proofs;
  readonly messages: Messages;
  readonly clock: Clock;
}

export interface Ending
  extends Pick<ReportFacts, 'recovery' | 'outcome' | 'failure' | 'hold' | 'quarantined' | 'lastProof' | 'outageSince'> {
  /** What the last move replaced, by the record. */
  readonly replaced?: ReplacedRecord;
  /** The execution's data, if available. */
  readonly state?: WorkflowState;
  /** The state or function that ends it, for the journal. */
  readonly endedBy: string;
  /** All entries of that id, if they were read already. */
  readonly journal?: readonly JournalEntry[];
}

const factsOf = (
  state: WorkflowState | undefined,
): Pick<ReportFacts, 'restorePoint' | 'passedOver' | 'loss' | 'fence' | 'outageSince' | 'checks'> => ({
  ...(state?.confirm?.outageSince !== undefined && { outageSince: state.confirm.outageSince }),
  ...(state?.prepare?.checks && { checks: state.prepare.checks }),
  ...(state?.prepare && { passedOver: state.prepare.passedOver }),
  ...(state?.prepare?.loss && { loss: state.prepare.loss }),
  ...(state?.prepare?.restorePoint && { restorePoint: state.prepare.restorePoint }),
  ...(state?.fence && {
    fence: {
      outcome: state.fence.outcome,
      ...(state.fence.confirmedBy !== undefined && { confirmedBy: state.fence.confirmedBy }),
    },
  }),
});

/**
 * Writes the report and notifies operators. Sends the notification even if the report cannot be written.
 * @param notify omitted: sends at once, without a limit.
 * @throws NotPublished if the report or the proof could not be written: then the recovery is not closed.
 */
export const publishReport = async (
  tools: PublishTools,
  settings: PairSettings,
  ending: Ending,
  notify: (message: Message) => Promise<unknown> = (message) => tools.messages.notify(message),
): Promise<Report> => {
  const { state, endedBy, journal: known, replaced, ...facts } = ending;
  const { recovery } = facts;
  const endedAt = new Date(tools.clock.nowMs()).toISOString();
  const ofThatId = known ?? (await readJournal(tools.journal, recovery));
  const journal = ownEntries(ofThatId, recovery);
  const { rpoMinutes, rtoMinutes } = settings.policy;
  const objectives = { rpoMinutes, rtoMinutes };
  const { ttlSeconds } = settings.traffic;
  const noted = stillCached(replaced, recovery.to, tools.clock.nowMs());
  const oldTtlSeconds = oldTtlOf({ before: [], replacedTtlSeconds: state?.moveTraffic?.replacedTtlSeconds, noted });
  const old = oldTtlSeconds === undefined ? {} : { oldTtlSeconds };
  const report = plainDeep(
    buildReport({ ...facts, ...factsOf(state), ...old, journal, endedAt, ttlSeconds, objectives }),
  );
  const { lastProof } = facts;
  const [written, proven] = await Promise.allSettled([
    tools.reports.write(recovery.pair, reportName(ofThatId, recovery), report, reportPage(report)),
    // The restore was checked, whatever the outcome of the recovery.
    lastProof?.recoveryId === recovery.recoveryId ? tools.proofs.write(recovery.pair, lastProof) : undefined,
  ]);
  const reportAt =
    written.status === 'fulfilled' ? written.value : `could not be written: ${describeFailure(written.reason).message}`;
  await notify(composeNotification(report, reportAt));
  if (written.status === 'rejected') {
    throw failure('NotPublished', `the report ${reportAt}`, 'Check the backup store; the notification was sent.');
  }
  if (proven.status === 'rejected') {
    const { message } = describeFailure(proven.reason);
    throw failure(
      'NotPublished',
      `the proof could not be written: ${message}`,
      'Check the backup store; the report is there.',
    );
  }
  await tools.journal.write(recovery.pair, {
    recoveryId: recovery.recoveryId,
    epoch: recovery.epoch,
    at: endedAt,
    state: endedBy,
    attempt: 1,
    event: 'closed',
    outcome: report.outcome,
  });
  return report;
};
