// Reconcile: every minute, for every pair, it handles what events may have missed. It closes out a lease whose
// execution has ended, starts a recovery for an outage that continues while nothing blocks it, notifies operators again
// of what blocks one and of a watcher that never started, starts a fence for a quarantined appliance that answers, and
// keeps the alarms of what comes and goes in ALARM.
// It commands no appliance itself: it starts a workflow instead.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import { alarmNameOf } from '../../contract/runtime/metrics.ts';
import {
  failureOfEnd,
  isClosedByEvent,
  isClosedLater,
  recoveryOfLease,
  wasPreempted,
} from '../../domain/admission/orphaned-recovery.ts';
import { allowsParallelFailover } from '../../domain/admission/preemption.ts';
import {
  blockMessage,
  isBlockToBeNotified,
  type StandingBlock,
  standingSinceMs,
  standingStartMs,
  standingStartName,
} from '../../domain/admission/standing-outage.ts';
import { failure } from '../../domain/failure/failure.ts';
import { mayStart } from '../../domain/recovery/decision.ts';
import { isOutageOver, withoutOutage, withoutUnanswered } from '../../domain/recovery/outage.ts';
import type { AlarmStates } from '../../platform/alarm-states.ts';
import type { Executions } from '../../platform/executions.ts';
import { holdAlarms } from '../notify/hold-alarms.ts';
import { notifyNeverReported } from '../notify/notify-never-reported.ts';
import { namesOf, type PairReading, type PairTools, pairsUnreadable, readPairs } from '../pairs/read-pairs.ts';
import { type HaltRecoveryTools, haltRecovery } from '../recovery/end/halt-recovery.ts';
import { handleSplitBrain } from './handle-split-brain.ts';
import { remindOfPause } from './remind-of-pause.ts';

export interface ReconcileTools extends HaltRecoveryTools, PairTools {
  readonly executions: Executions;
  readonly alarms: AlarmStates;
  readonly clock: Clock;
}

export interface ReconcileResult {
  /** One sentence per pair: what was found and done. */
  readonly evidence: readonly string[];
}

const reconcileLease = async (
  tools: ReconcileTools,
  { settings, record, nowMs }: PairReading,
  remainingMs: RemainingTime,
): Promise<string | undefined> => {
  const { lease } = record;
  if (!lease) return undefined;
  const { status, endedAtMs } = await tools.executions.describe(lease.owner);
  if (status === 'RUNNING' || status === 'PENDING_REDRIVE') {
    return allowsParallelFailover(lease) ? undefined : `${lease.recoveryId} is running`;
  }
  if (isClosedByEvent(endedAtMs, tools.clock.nowMs()))
    return `${lease.recoveryId} has just ended as ${status}; its event closes it out`;
  if (isClosedLater(lease, nowMs))
    return `${lease.recoveryId} has ended as ${status}; its last function may still be running`;
  const recovery = recoveryOfLease(record, lease, namesOf(settings));
  const failure = describeFailure(failureOfEnd(status, wasPreempted(record, lease.recoveryId)));
  await haltRecovery(tools, settings, { recovery, failure, endedBy: 'Reconcile' }, remainingMs);
  return `${lease.recoveryId} ended as ${status}; Reconcile closed it out`;
};

/** May notify twice, but never misses one. Lifting the block would not help a pair that is only observed. */
const notifyBlock = async (
  tools: ReconcileTools,
  { settings, record, nowMs }: PairReading,
  standing: StandingBlock,
): Promise<string> => {
  const message = `the outage continues, but ${standing.reason}`;
  if (settings.policy.automation === 'observe' || !isBlockToBeNotified(record, standing, nowMs)) return message;
  await tools.messages.notify(blockMessage(record, standing));
  const [outageSince, at] = [new Date(standing.sinceMs).toISOString(), new Date(nowMs).toISOString()];
  const blockNotified = { block: standing.block, outageSince, at };
  await tools.records.change(settings, (current) => ({ record: { ...current, blockNotified } }));
  return `${message} Operators are notified.`;
};

const reconcileOutage = async (tools: ReconcileTools, reading: PairReading): Promise<string> => {
  const { settings, record, nowMs } = reading;
  const { name: pair, windows } = settings;
  const alarm = await tools.alarms.read(alarmNameOf(pair, 'PrimaryDown'));
  if (isOutageOver(record, alarm)) {
    await tools.records.change(settings, (current) => ({
      record: isOutageOver(current, alarm) ? withoutUnanswered(withoutOutage(current)) : undefined,
    }));
  }
  const sinceMs = alarm && standingSinceMs(alarm, record, tools.clock.nowMs());
  if (sinceMs === undefined) return 'there is no outage';
  const decision = mayStart(
    record,
    { trigger: 'alarm', kind: 'failover', dryRun: false },
    { ...settings.policy, windows },
    nowMs,
  );
  if (decision.action === 'refuse') return notifyBlock(tools, reading, { ...decision, sinceMs });
  const input = { pair, kind: 'failover', trigger: 'alarm', outageSince: new Date(sinceMs).toISOString() };
  const startMs = tools.clock.nowMs();
  const started = await tools.executions.start(standingStartName(pair, startMs), input, standingStartMs(startMs));
  return `the outage continues: started ${started}`;
};

/** Handles all five, even if one fails. @throws what the first of them threw */
const meet = async (tools: ReconcileTools, pair: PairReading, remainingMs: RemainingTime): Promise<string> => {
  const outage = async (): Promise<string> =>
    (await reconcileLease(tools, pair, remainingMs)) ?? (await reconcileOutage(tools, pair));
  const answers = await Promise.allSettled([
    outage(),
    handleSplitBrain(tools, pair),
    remindOfPause(tools, pair),
    notifyNeverReported(tools, pair),
    holdAlarms(tools, pair),
  ]);
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  return answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value ? [answer.value] : [])).join('; ');
};

/** Safe to run twice. @throws PairsUnreadable after all other pairs are done */
export const reconcile =
  (tools: ReconcileTools) =>
  async (_event: unknown, remainingMs: RemainingTime): Promise<ReconcileResult> => {
    const { pairs, unreadable } = await readPairs(tools);
    const answers = await Promise.allSettled(pairs.map((pair) => meet(tools, pair, remainingMs)));
    const evidence = answers.map((answer, index) => {
      const message = answer.status === 'fulfilled' ? answer.value : describeFailure(answer.reason).message;
      return `${pairs[index]?.settings.name}: ${message}`;
    });
    if (unreadable.length > 0) throw pairsUnreadable(unreadable);
    if (answers.some(({ status }) => status === 'rejected')) {
      throw failure('ReconcileFailed', evidence.join('; '));
    }
    return { evidence };
  };
