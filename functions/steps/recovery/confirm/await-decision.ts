// AwaitDecision: the countdown until the outage has lasted long enough to act, and where a person must approve, the
// wait for the answer. A pause, a denial, or a primary that answers stops it.
import { phaseOf } from '../../../contract/workflow/phase-names.ts';
import type { AnswerOf, ResultOf } from '../../../contract/workflow/step-answers.ts';
import { denialOf } from '../../../domain/approval/answer.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import type { PairRecord } from '../../../domain/record/pair-record.ts';
import type { Answer } from '../../../domain/record/pair-standing.ts';
import { pauseNow } from '../../../domain/recovery/pause.ts';
import { windowNow } from '../../../domain/windows/service-window.ts';
import { countsFromMs } from '../../../domain/windows/unattended.ts';
import { assertRestorePoint } from '../assert-restore-point.ts';
import { type PhaseContext, phaseStep, type Step } from '../phase-step.ts';
import { type Approval, type AskTools, approvalIn } from './ask-approval.ts';
import { type ProbeTools, probePair } from './probe.ts';

export type AwaitDecisionTools = ProbeTools & AskTools;

const plannedBy = ({ asked }: Recovery): string =>
  asked ? `planned by ${asked.by}: ${asked.reason}` : 'planned by a person';

const COUNTDOWN_WAIT_SECONDS = 5;
const ANSWER_WAIT_SECONDS = phaseOf('AwaitDecision').loop.waitSeconds;

const denied = ({ recovery }: PhaseContext, { by, reason }: Answer): Failure =>
  failure('Denied', `${by} denied the failover of ${recovery.pair} to ${recovery.to}: ${reason}`);

/** From here on a denial comes too late: it lands either before this write or not at all. @throws Denied */
const decided = (context: PhaseContext, nowMs: number) => (record: PairRecord) => {
  const denial = denialOf(record, context.recovery);
  if (denial) throw denied(context, denial);
  return record.lease ? { ...record, lease: { ...record.lease, decidedAt: new Date(nowMs).toISOString() } } : record;
};

/** A pause, or for an automatic recovery a service window: Twinbox does not act in it. */
const quietIn = ({ record, settings, recovery }: PhaseContext, nowMs: number): string | undefined => {
  const paused = pauseNow(record, nowMs);
  if (paused) return `paused until ${paused.until}: ${paused.reason}; Twinbox does not change a paused pair`;
  const span = recovery.trigger === 'alarm' ? windowNow(settings.windows, nowMs) : undefined;
  if (!span) return undefined;
  return `in the service window of ${span.appliance} until ${new Date(span.toMs).toISOString()}; Twinbox does not act in it by itself`;
};

/** No longer than the time left, because users are down meanwhile. */
const waitFor = (leftMs: number, approval: Approval): number => {
  if (approval.is === 'waiting') return ANSWER_WAIT_SECONDS;
  return leftMs <= 0 ? COUNTDOWN_WAIT_SECONDS : Math.min(COUNTDOWN_WAIT_SECONDS, Math.ceil(leftMs / 1000));
};

/** Never acts on a probe that is unsure; waits for the next one. @throws LeaseLostError, PhaseTimedOut, Denied, NotApproved, RestorePointRefused */
export const awaitDecision = (tools: AwaitDecisionTools): Step<ResultOf<'AwaitDecision'>> =>
  phaseStep('AwaitDecision', tools, async (context): Promise<AnswerOf<'AwaitDecision'>> => {
    const { record, settings, state, recovery } = context;
    const nowMs = tools.clock.nowMs();
    const quiet = quietIn(context, nowMs);
    if (quiet !== undefined) return { outcome: 'stood-down', evidence: [quiet] };
    const denial = denialOf(record, recovery);
    if (denial) throw denied(context, denial);
    if (recovery.kind === 'switchover') {
      await context.changeRecord(decided(context, nowMs));
      return { outcome: 'act', evidence: [plannedBy(recovery)] };
    }
    assertRestorePoint(context);
    const { verdict, evidence } = await probePair(tools, context);
    if (verdict === 'answers') return { outcome: 'stood-down', evidence };
    const since = state.confirm?.outageSince ?? state.confirm?.downSince ?? recovery.startedAt;
    const approval = await approvalIn(tools, context, since);
    const countsMs = Math.max(Date.parse(since), countsFromMs(record, settings.windows, nowMs));
    const downSeconds = Math.max(0, Math.round((nowMs - countsMs) / 1000));
    const waited = `${recovery.from} has been down for ${downSeconds} s; Twinbox acts after ${settings.policy.actAfterSeconds} s`;
    const leftMs = countsMs + settings.policy.actAfterSeconds * 1000 - nowMs;
    const found = [waited, ...approval.evidence, ...evidence];
    if (verdict === 'down' && leftMs <= 0 && approval.is !== 'waiting') {
      await context.changeRecord(decided(context, nowMs));
      return { outcome: 'act', evidence: found };
    }
    return { outcome: 'again', waitSeconds: waitFor(leftMs, approval), evidence: found };
  });
