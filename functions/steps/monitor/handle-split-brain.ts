// Reconcile's part while a quarantined appliance answers. It starts the workflow that fences the appliance again, under
// its own lease and epoch, and notifies operators what it does or why it does nothing.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { alarmNameOf } from '../../contract/runtime/metrics.ts';
import { applianceOf } from '../../contract/settings/pair-settings.ts';
import { standingStartMs, standingStartName } from '../../domain/admission/standing-outage.ts';
import type { Quarantine } from '../../domain/record/pair-record.ts';
import { mayStart } from '../../domain/recovery/decision.ts';
import { isToBeNotified, splitBrainMessage } from '../../domain/recovery/quarantine.ts';
import type { AlarmStates } from '../../platform/alarm-states.ts';
import type { Executions } from '../../platform/executions.ts';
import type { Messages } from '../../platform/messages.ts';
import type { PairReading, PairTools } from '../pairs/read-pairs.ts';

export interface HandleSplitBrainTools extends PairTools {
  readonly executions: Executions;
  readonly alarms: AlarmStates;
  readonly messages: Messages;
  readonly clock: Clock;
}

const stands = async (
  { alarms }: HandleSplitBrainTools,
  pair: string,
  alarm: 'SplitBrain' | 'PrimaryDown',
): Promise<boolean> => (await alarms.read(alarmNameOf(pair, alarm)))?.state === 'ALARM';

/** @returns a sentence: what Twinbox does, or why it does nothing. */
const fenceAgain = async (
  tools: HandleSplitBrainTools,
  { settings, record, nowMs }: PairReading,
  { appliance }: Quarantine,
): Promise<string> => {
  const { name: pair, windows } = settings;
  const policy = { ...settings.policy, windows };
  const unable = `Twinbox does not power off ${appliance}:`;
  if (applianceOf(settings, appliance).power.every(({ method }) => method === 'none'))
    return `${unable} no power method is configured for it.`;
  if (record.lease) return `${unable} recovery ${record.lease.recoveryId} is under way.`;
  const decision = mayStart(record, { trigger: 'alarm', kind: 'fence', dryRun: false }, policy, nowMs);
  if (decision.action === 'refuse') return `${unable} ${decision.reason}`;
  if (await stands(tools, pair, 'PrimaryDown'))
    return `${unable} the primary ${record.primary} is down, and ${appliance} may be the only appliance left.`;
  const input = { pair, kind: 'fence', trigger: 'alarm' };
  const startMs = tools.clock.nowMs();
  await tools.executions.start(standingStartName(pair, startMs, 'fence'), input, standingStartMs(startMs));
  return `Twinbox powers off ${appliance} again and reports the result.`;
};

/**
 * Records a notification after it was sent, so that operators may get it twice but never miss it.
 * @returns what was found and done; undefined where nothing is quarantined.
 */
export const handleSplitBrain = async (
  tools: HandleSplitBrainTools,
  pair: PairReading,
): Promise<string | undefined> => {
  const { settings, record, nowMs } = pair;
  const { quarantined } = record;
  if (!quarantined) return undefined;
  const { appliance } = quarantined;
  if (!(await stands(tools, settings.name, 'SplitBrain'))) return `${appliance} is quarantined`;
  const [fenced] = await Promise.allSettled([fenceAgain(tools, pair, quarantined)]);
  const action =
    fenced.status === 'fulfilled'
      ? fenced.value
      : `Twinbox could not start the fence: ${describeFailure(fenced.reason).message}`;
  if (isToBeNotified(quarantined, nowMs)) {
    await tools.messages.notify(splitBrainMessage(record, quarantined, action));
    const notifiedAt = new Date(nowMs).toISOString();
    await tools.records.change(settings, (current) => ({
      record:
        current.quarantined?.appliance === appliance
          ? { ...current, quarantined: { ...current.quarantined, notifiedAt } }
          : undefined,
    }));
  }
  if (fenced.status === 'rejected') throw fenced.reason;
  return `${appliance} is quarantined and answers: ${action}`;
};
