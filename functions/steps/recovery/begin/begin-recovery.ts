// Begin's part that takes the lease for a failover, a drill or a fence, or reports why it cannot. A failover stops a
// drill that is in progress.
import type { RemainingTime } from '../../../contract/runtime/clock.ts';
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { AnswerOf } from '../../../contract/workflow/step-answers.ts';
import type { StartInput } from '../../../contract/workflow/verbs/verbs.ts';
import type { BeginAnswer, TaskInput } from '../../../contract/workflow/workflow-state.ts';
import { type Admission, admit } from '../../../domain/admission/admission.ts';
import { describeNamed } from '../../../domain/model/named-restore-point.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import { recoveryIdOf } from '../../../domain/model/recovery-id.ts';
import { refusedPage, whatOf } from '../../../domain/report/page/refused-page.ts';
import { bodyOf, subjectLine } from '../../../domain/text/notification-body.ts';
import { plainDeep } from '../../../domain/text/plain-text.ts';
import { notifyBounded } from '../../notify/notify-bounded.ts';
import { namesOf } from '../../pairs/read-pairs.ts';
import { kindOf, plannedOf, targetOf, triggerOf } from './asked-for.ts';
import { type LeaseOwnerTools, leaseOwner } from './lease-owner.ts';
import { namedIn } from './named-in.ts';
import { waitsBecause } from './waits-because.ts';
import { describeRaised, notifyRaised, readZoneEpoch, type ZoneEpochTools } from './zone-epoch.ts';

export type BeginRecoveryTools = LeaseOwnerTools & ZoneEpochTools;

interface Request {
  readonly asked: StartInput;
  readonly input: TaskInput;
  /** Attempts of Begin so far, including this one. */
  readonly attempt: number;
  readonly remainingMs: RemainingTime;
}

type Answer = Omit<BeginAnswer, 'begin'> & { readonly begin: AnswerOf<'Begin'> };

/** Notifies operators and writes a report why the recovery does not begin. */
const notifyEnded = async (
  tools: BeginRecoveryTools,
  settings: PairSettings,
  recoveryId: string,
  { block, reason }: Extract<Admission, { answer: 'ended' }>,
  { asked, input }: Request,
): Promise<void> => {
  const { name: pair } = settings;
  const { execution, startedAt } = input;
  const trigger = triggerOf(asked);
  const what = whatOf(kindOf(asked));
  const facts = {
    recoveryId,
    pair,
    kind: kindOf(asked),
    outcome: 'ended',
    trigger,
    startedAt,
    block,
    reason,
    execution,
  } as const;
  const report = plainDeep(facts);
  const reportAt = await tools.reports.write(pair, recoveryId, report, refusedPage(report));
  // Repeated events start again and again, each blocked for the same reason.
  await notifyBounded(
    tools,
    settings,
    { kind: `not-started-${trigger}-${block}`, recoveryId },
    {
      subject: subjectLine(`${pair}: no ${what} was started: ${block}`),
      body: bodyOf([
        `What happened: a ${what} of ${pair} was requested (by ${trigger}) and not started: ${reason}`,
        'What callers should do: nothing. Traffic has not been moved by this start.',
        `Report: ${reportAt}`,
        `Execution: ${execution}`,
      ]),
    },
  );
};

const tookLease = ({ epoch, from, to, named }: Recovery): readonly string[] => [
  `took the lease under epoch ${epoch}: from ${from} to ${to}`,
  ...(named ? [`restores ${describeNamed(named)}`] : []),
];

export const beginRecovery = async (
  tools: BeginRecoveryTools,
  settings: PairSettings,
  request: Request,
): Promise<Answer> => {
  const { asked, input, remainingMs } = request;
  const { name: pair, standby } = settings;
  const kind = kindOf(asked);
  const trigger = triggerOf(asked);
  const dryRun = asked.kind !== 'fence' && asked.dryRun;
  const planned = { to: targetOf(asked, settings), isSalvaged: asked.kind === 'reprotect' && !!asked.salvaged };
  const fenceConfirmed = asked.kind === 'failover' ? asked.fenceConfirmed : undefined;
  const named = namedIn(asked, tools.clock.nowMs());
  const policy = { ...settings.policy, windows: settings.windows, ...(standby.quiet && { quiet: standby.quiet }) };
  const recoveryId = recoveryIdOf(input.execution, input.startedAt);
  const owner = input.execution;
  const { attempt } = request;
  const about = await leaseOwner(tools, settings, { kind, dryRun, execution: owner, attempt }, remainingMs);
  const zone = await readZoneEpoch(tools, settings);

  const { admitted, waits } = await tools.records.change(settings, (record, nowMs) => {
    const claim = {
      recoveryId,
      owner,
      kind,
      dryRun,
      trigger,
      ...(named && { named }),
      ...about,
      ...zone,
      ...planned,
      aliveUntilMs: nowMs + remainingMs(),
    };
    const admission = admit(record, claim, { policy, appliances: namesOf(settings) }, nowMs);
    const waits = waitsBecause(settings, record, { asked, startedAt: input.startedAt }, nowMs);
    return { admitted: admission, waits, record: 'record' in admission ? admission.record : undefined };
  });
  if (admitted.answer === 'again') return { begin: { outcome: 'again', evidence: [admitted.reason] } };
  if (admitted.answer === 'preempt') {
    const cause = `the failover ${recoveryId} of ${pair} preempts it`;
    await tools.executions.stop(admitted.owner, { error: 'DrillPreempted', cause });
    return { begin: { outcome: 'again', evidence: [admitted.reason] } };
  }
  if (admitted.answer === 'ended') {
    await notifyEnded(tools, settings, recoveryId, admitted, request);
    return { begin: { outcome: 'ended', evidence: [admitted.reason] } };
  }
  const { epoch, direction } = admitted;
  const recovery: Recovery = {
    recoveryId,
    pair,
    kind,
    trigger,
    dryRun,
    automation: policy.automation,
    epoch,
    owner,
    ...direction,
    startedAt: input.startedAt,
    ...(fenceConfirmed && { fenceConfirmed }),
    ...(named && { named }),
    ...waits,
    ...plannedOf(asked),
  };
  const raised = describeRaised(pair, epoch, admitted.record.lease?.raisedAbove);
  if (raised !== undefined) await notifyRaised(tools, pair, raised, owner);
  const evidence = [...tookLease(recovery), ...(raised === undefined ? [] : [raised]), ...admitted.evidence];
  const outcome = kind === 'fence' ? 'fence' : 'recover';
  const at = new Date(tools.clock.nowMs()).toISOString();
  await tools.journal.write(pair, {
    recoveryId,
    epoch,
    at,
    state: 'Begin',
    attempt: 1,
    event: 'outcome',
    outcome,
    evidence,
  });
  return { recovery, settings, begin: { outcome, evidence } };
};
