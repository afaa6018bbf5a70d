// SetPrimary: a person has moved users by hand and says so. It reads whether that is so, takes a new epoch, sets
// the roles, quarantines the old primary, and writes the claim beside the service's DNS record.
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { type PairSettings, peerOf } from '../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../contract/workflow/step-answers.ts';
import { wrongInput } from '../../contract/workflow/verbs/parse-input.ts';
import type { SetPrimaryInput } from '../../contract/workflow/verbs/verbs.ts';
import { primarySet } from '../../domain/admission/primary-by-hand.ts';
import { failure } from '../../domain/failure/failure.ts';
import { recoveryIdOf } from '../../domain/model/recovery-id.ts';
import { describeRecord } from '../../domain/recovery/status.ts';
import { bodyOf, subjectLine } from '../../domain/text/notification-body.ts';
import { plainDeep } from '../../domain/text/plain-text.ts';
import { epochToPass } from '../../domain/traffic/claim-standing.ts';
import type { Messages } from '../../platform/messages.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import type { Traffic, TrafficOrder } from '../../traffic/traffic.ts';
import { namesOf } from '../pairs/read-pairs.ts';
import type { Step } from '../recovery/phase-step.ts';
import { type FindPrimaryTools, findPrimary } from './find-primary.ts';

export interface SetPrimaryTools extends FindPrimaryTools {
  readonly records: PairRecords;
  readonly traffic: Pick<Traffic, 'read' | 'claim'>;
  readonly messages: Messages;
  readonly clock: Clock;
}

const END_MARGIN_MS = 5_000;

/** An observing deployment may not change the zone. @returns a sentence. */
const claim = async ({ traffic }: SetPrimaryTools, order: TrafficOrder): Promise<string> => {
  if (order.settings.policy.automation === 'observe')
    return `Twinbox only observes this pair, so it wrote no claim of epoch ${order.epoch} into the zone`;
  const answer = await traffic.claim(order);
  if (answer.status === 'done') return answer.evidence;
  throw failure(
    'TrafficUnreachable',
    `the roles are set under epoch ${order.epoch}, but the zone did not take the claim: ${answer.evidence}`,
    'Start set-primary again: it repeats everything under the next epoch.',
  );
};

const setOn = async (
  tools: SetPrimaryTools,
  settings: PairSettings,
  { appliance, by, reason }: SetPrimaryInput,
  { execution, startedAt }: { readonly execution: string; readonly startedAt: string },
  remainingMs: () => number,
) => {
  if (!namesOf(settings).includes(appliance))
    throw wrongInput([`appliance: expected one of ${namesOf(settings).join(', ')}, found ${appliance}`]);
  const { record } = await tools.records.read(settings);
  const signal = tools.clock.deadline(Math.max(1, remainingMs() - END_MARGIN_MS));
  const names = await tools.traffic.read(settings);
  const found = await findPrimary(tools, { settings, record, appliance, names, signal });
  if ('faults' in found) throw wrongInput(found.faults.map((fault) => `appliance: ${fault}`));
  const other = peerOf(settings, appliance).name;
  const recoveryId = recoveryIdOf(execution, startedAt);
  const zoneEpoch = epochToPass(names.map((name) => name.claim));
  const done = await tools.records.change(settings, (current, nowMs) => {
    const facts = { ...found, appliance, other, by, reason, recoveryId, owner: execution, zoneEpoch };
    const set = primarySet(current, { ...facts, aliveUntilMs: nowMs + remainingMs() }, nowMs);
    if ('fault' in set) throw wrongInput([set.fault]);
    return { record: set.record, epoch: set.epoch };
  });
  const claimed = await claim(tools, { settings, epoch: done.epoch, recoveryId, from: other, to: appliance });
  return { ...done, evidence: [...found.evidence, claimed] };
};

/** Safe to run twice: the second run takes the next epoch. @throws WrongInput, TrafficUnreachable, LeaseLostError */
export const setPrimary =
  (tools: SetPrimaryTools): Step<ResultOf<'SetPrimary'>> =>
  async ({ state, execution, startedAt }, remainingMs) => {
    const { byHand, settings } = state;
    if (!byHand || !settings) throw failure('WorkflowBroken', 'SetPrimary was started without an input');
    const { appliance, by, reason } = byHand;
    const { record, nowMs, epoch, evidence } = plainDeep(
      await setOn(tools, settings, byHand, { execution, startedAt }, remainingMs),
    );
    const message = `${by} has moved ${settings.name} to ${appliance} by hand: ${reason}. Twinbox takes ${appliance} as the primary under epoch ${epoch}.`;
    const status = [...evidence, ...describeRecord(record, namesOf(settings), nowMs)];
    const body = bodyOf([
      `What happened: ${message}`,
      `What callers should do: nothing, if they reach ${appliance}.`,
      ...status,
      `Execution: ${execution}`,
    ]);
    const [notified] = await Promise.allSettled([
      tools.messages.notify({ subject: subjectLine(`${settings.name}: set-primary ${appliance}`), body }),
    ]);
    const lost =
      notified.status === 'rejected'
        ? [`operators could not be notified: ${describeFailure(notified.reason).message}`]
        : [];
    return { outcome: 'finished', attempt: 1, evidence: [message, ...status, ...lost] };
  };
