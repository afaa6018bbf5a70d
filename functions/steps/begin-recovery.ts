// The part of Begin that takes the lease, for a failover or a fence. It closes out a recovery that it finds dead first, so that its hold
// decides how to go on: with its sides, and for the alarm not at all.
import type { RemainingTime } from '../contract/clock.ts';
import type { PairSettings } from '../contract/pair-settings.ts';
import type { RecoveryInput } from '../contract/workflow-input.ts';
import type { BeginAnswer, BeginResult, TaskInput } from '../contract/workflow-state.ts';
import { type Admission, admit } from '../domain/admission.ts';
import { failureOfEnd, recoveryOfLease } from '../domain/closing.ts';
import { endedPage } from '../domain/ended-page.ts';
import { mayBeAlive } from '../domain/lease.ts';
import type { Recovery } from '../domain/recovery.ts';
import { recoveryIdOf } from '../domain/recovery-id.ts';
import type { Executions } from '../store/executions.ts';
import { namesOf } from './find-owner.ts';
import { type LeaveHoldTools, leaveHold } from './leave-hold.ts';

export interface BeginRecoveryTools extends LeaveHoldTools {
  readonly executions: Executions;
}

interface Request {
  readonly asked: RecoveryInput;
  readonly input: TaskInput;
  readonly remainingMs: RemainingTime;
}

type Answer = Omit<BeginAnswer, 'begin'> & { readonly begin: Omit<BeginResult, 'attempt'> };

/** Who holds the lease, and whether that execution runs; one that does not, and is surely over, is closed out. */
const askOwner = async (tools: BeginRecoveryTools, settings: PairSettings, { input, remainingMs }: Request) => {
  const { record, nowMs } = await tools.records.read(settings);
  const { lease } = record;
  if (!lease || lease.owner === input.execution) return { askedAbout: lease?.owner, ownerIsRunning: false };
  const status = await tools.executions.status(lease.owner);
  const ownerIsRunning = status === 'RUNNING' || status === 'PENDING_REDRIVE';
  if (!ownerIsRunning && !mayBeAlive(lease, nowMs)) {
    const recovery = recoveryOfLease(record, lease, namesOf(settings));
    await leaveHold(tools, settings, { recovery, failure: failureOfEnd(status), endedBy: 'Begin' }, remainingMs);
  }
  return { askedAbout: lease.owner, ownerIsRunning };
};

/** An execution that does not begin says so, to people and in the vault: nobody should have to guess why nothing happens. */
const tellEnded = async (
  tools: BeginRecoveryTools,
  pair: string,
  recoveryId: string,
  { block, because }: Extract<Admission, { answer: 'ended' }>,
  { asked, input }: Request,
): Promise<void> => {
  const { execution, startedAt } = input;
  const report = { recoveryId, pair, outcome: 'ended', trigger: asked.trigger, startedAt, block, because, execution } as const;
  const reportAt = await tools.reports.write(pair, recoveryId, report, endedPage(report));
  await tools.messages.tell({
    subject: `${pair}: no recovery was started: ${block}`.slice(0, 100),
    body: [
      `What happened: a recovery of ${pair} was asked for (by ${asked.trigger}) and not started: ${because}`,
      'What callers should do: nothing. Nothing was touched.',
      `Report: ${reportAt}`,
      `Execution: ${execution}`,
    ].join('\n\n'),
  });
};

export const beginRecovery = async (tools: BeginRecoveryTools, settings: PairSettings, request: Request): Promise<Answer> => {
  const { asked, input, remainingMs } = request;
  const { policy, name: pair } = settings;
  const { kind, trigger } = asked;
  const { dryRun, fenceConfirmed } = kind === 'failover' ? asked : { dryRun: false };
  const recoveryId = recoveryIdOf(input.execution, input.startedAt);
  const owner = input.execution;
  const about = await askOwner(tools, settings, request);

  let admission: Admission = { answer: 'again', because: 'the record was not read' };
  await tools.records.change(settings, (record, nowMs) => {
    const claim = { recoveryId, owner, kind, dryRun, trigger, ...about, aliveUntilMs: nowMs + remainingMs() };
    admission = admit(record, claim, { policy, appliances: namesOf(settings) }, nowMs);
    return admission.answer === 'recover' ? admission.record : undefined;
  });
  // The closure assigns it, which the compiler does not see.
  const admitted = admission as Admission;
  if (admitted.answer === 'again') return { begin: { outcome: 'again', evidence: [admitted.because] } };
  if (admitted.answer === 'ended') {
    await tellEnded(tools, pair, recoveryId, admitted, request);
    return { begin: { outcome: 'ended', evidence: [admitted.because] } };
  }
  const { epoch, sides } = admitted;
  const recovery: Recovery = {
    recoveryId,
    pair,
    kind,
    trigger,
    dryRun,
    automation: policy.automation,
    epoch,
    owner,
    ...sides,
    startedAt: input.startedAt,
    ...(fenceConfirmed && { fenceConfirmed }),
  };
  const evidence = [`took the lease under epoch ${epoch}: from ${sides.from} to ${sides.to}`, ...admitted.evidence];
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
