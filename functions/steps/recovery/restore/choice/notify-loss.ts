// Says what the restore loses before anything is changed: in the record for the status, in the evidence, and, if a
// person named the restore point, to the operators.
import { describeNamed } from '../../../../domain/model/named-restore-point.ts';
import { describeLoss, type RestoreLoss } from '../../../../domain/record/restore-loss.ts';
import { namedMessage } from '../../../../domain/report/progress-message.ts';
import type { Messages } from '../../../../platform/messages.ts';
import { notifyProgress } from '../../notify-progress.ts';
import type { PhaseContext } from '../../phase-step.ts';

/** Notifies once of each restore point. @returns the evidence. */
export const notifyLoss = async (
  { messages }: { readonly messages: Messages },
  { recovery, record, changeRecord }: PhaseContext,
  loss: RestoreLoss,
): Promise<readonly string[]> => {
  const { named, kind, dryRun, automation } = recovery;
  const said = [...(named ? [`restore point: ${describeNamed(named)}`] : []), describeLoss(loss)];
  if (record.lease?.loss?.backupId === loss.backupId) return said;
  await changeRecord((current) => (current.lease ? { ...current, lease: { ...current.lease, loss } } : current));
  if (!named || dryRun || kind !== 'failover' || automation === 'observe') return said;
  return [...said, ...(await notifyProgress(messages, namedMessage(recovery, named, loss)))];
};
