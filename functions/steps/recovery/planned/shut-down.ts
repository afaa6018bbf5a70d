// ShutDown: in a switchover, asks the healthy primary to shut itself down. Its power is never cut while it answers. If
// it still answers in the end, the switchover ends where it began; if it is silent, Fence confirms that it is off.
import type { ApplianceApiOf, ApplianceProbe } from '../../../appliance/appliance.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import { phaseOf } from '../../../contract/workflow/phase-names.ts';
import type { AnswerOf, ResultOf } from '../../../contract/workflow/step-answers.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { isOwnAnswer } from '../../../domain/power/contradiction.ts';
import { accountsOf } from '../../../domain/record/accepted-accounts.ts';
import { bodyOf, subjectLine } from '../../../domain/text/notification-body.ts';
import type { Messages } from '../../../platform/messages.ts';
import type { Power, PowerOrder } from '../../../power/power.ts';
import { notifyProgress } from '../notify-progress.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { orderOf } from '../power-order.ts';
import { gently } from './gentle-power.ts';

export interface ShutDownTools extends PhaseTools {
  readonly messages: Messages;
  /** The methods to power that appliance off, in order, without `none`. */
  readonly powersOf: (settings: PairSettings, appliance: string, order: PowerOrder) => readonly Power[];
  readonly probe: ApplianceProbe;
  readonly apiOf: ApplianceApiOf;
}

const ANSWER_TIMEOUT_MS = 3_000;
/** An operating system may need this long before a second request makes sense. */
const ASK_AGAIN_MS = 180_000;
/** Silent for this long counts as shut down where no controller reads it; Fence then decides. */
const SILENT_MS = 120_000;

const isPast = (at: string | undefined, ms: number, nowMs: number): boolean =>
  at !== undefined && nowMs - Date.parse(at) >= ms;

/** Where no controller can do it, a person shuts the appliance down on its own page. */
const askPerson = async (
  { messages }: ShutDownTools,
  { recovery, attempt, attempts }: PhaseContext,
  evidence: readonly string[],
): Promise<readonly string[]> => {
  const { pair, from, recoveryId } = recovery;
  const seconds = (attempts - attempt) * phaseOf('ShutDown').loop.waitSeconds;
  const message = {
    subject: subjectLine(`${pair}: shut ${from} down now`),
    body: bodyOf([
      `What happened: the switchover ${recoveryId} is ready to move users, and Twinbox cannot shut ${from} down: ${evidence.join('; ') || 'no power method is configured for it'}`,
      `What to do: shut ${from} down on its /appliance page (Status, Basics) within ${seconds} s. Otherwise the switchover ends and users stay on ${from}.`,
      'What callers should do: nothing yet.',
    ]),
  };
  return notifyProgress(messages, message);
};

/** Open sessions that nobody has allowed to end; undefined if there are none. */
const sessionsThatCount = async (
  { apiOf }: ShutDownTools,
  { recovery, settings, record, signal }: PhaseContext,
): Promise<number | 'unknown' | undefined> => {
  if (recovery.endSessions) return undefined;
  const { from } = recovery;
  const api = apiOf(settings, from, accountsOf(record, from), record.secretVersionOf?.[from]);
  const open = await api.openSessions(signal);
  return open === 0 ? undefined : (open ?? 'unknown');
};

/** Waits until the sessions have ended, and ends the switchover if they do not. */
const waitForSessions = async (
  tools: ShutDownTools,
  { recovery, state, attempt, attempts }: PhaseContext,
  open: number,
): Promise<AnswerOf<'ShutDown'>> => {
  const { pair, from, recoveryId } = recovery;
  const evidence = [`${open} sessions are open on ${from}, and the switchover would end them`];
  if (attempt >= attempts)
    return { outcome: 'stood-down', evidence: [...evidence, 'start again with endSessions: true to end them'] };
  if (state.shutDown?.notified) return { outcome: 'again', notified: true, evidence };
  const seconds = (attempts - attempt) * phaseOf('ShutDown').loop.waitSeconds;
  const lost = await notifyProgress(tools.messages, {
    subject: subjectLine(`${pair}: ${open} sessions are open, the switchover waits`),
    body: bodyOf([
      `What happened: the switchover ${recoveryId} is ready to shut ${from} down, and ${open} sessions are open on it.`,
      `What comes next: Twinbox goes on when they have ended, and ends the switchover if they have not within ${seconds} s. Users stay on ${from} then.`,
      'What to do: ask the representatives to end their sessions. To end them with the move, start the switchover again with "endSessions": true.',
    ]),
  });
  return { outcome: 'again', notified: true, evidence: [...evidence, ...lost] };
};

/** @throws LeaseLostError, WorkflowBroken */
export const shutDown = (tools: ShutDownTools): Step<ResultOf<'ShutDown'>> =>
  phaseStep('ShutDown', tools, async (context) => {
    const { recovery, settings, record, state, attempt, attempts, clock, signal } = context;
    const { from, kind } = recovery;
    if (kind !== 'switchover') throw failure('WorkflowBroken', `a ${kind} reached ShutDown; Twinbox did nothing`);
    const before = state.shutDown;
    const nowMs = clock.nowMs();
    const seen = await tools.probe.probe(applianceOf(settings, from), tlsNameOf(settings), ANSWER_TIMEOUT_MS);
    const answers = isOwnAnswer(seen);
    const silentSince = answers ? undefined : (before?.silentSince ?? new Date(nowMs).toISOString());
    const open = before?.askedAt === undefined ? await sessionsThatCount(tools, context) : undefined;
    if (typeof open === 'number') return waitForSessions(tools, context, open);
    const powers = tools.powersOf(settings, from, orderOf(context));
    const command = before?.askedAt === undefined || isPast(before.askedAt, ASK_AGAIN_MS, nowMs);
    const done = await gently(powers, 'shutDown', {
      appliance: from,
      noted: record.powerTargets,
      command,
      clock,
      signal,
    });
    const askedAt = done.isAsked ? new Date(nowMs).toISOString() : before?.askedAt;
    const memory = { ...(askedAt && { askedAt }), ...(silentSince && { silentSince }) };
    const probed = answers ? `${from} still answers users` : `${from} answers no more (${seen.detail ?? seen.result})`;
    const uncounted = open === 'unknown' ? [`the open sessions of ${from} could not be counted`] : [];
    const evidence = [...uncounted, ...done.evidence, probed];
    const isOff = done.state === 'off' && !answers;
    if (isOff || (done.state === undefined && isPast(silentSince, SILENT_MS, nowMs)))
      return { ...memory, outcome: 'shut-down', evidence };
    if (attempt >= attempts)
      return answers
        ? { ...memory, outcome: 'stood-down', evidence: [...evidence, `${from} did not shut down; users stay on it`] }
        : { ...memory, outcome: 'shut-down', evidence: [...evidence, 'Fence makes sure that it is off'] };
    const byHand = askedAt === undefined && before?.notified !== true;
    const lost = byHand ? await askPerson(tools, context, done.evidence) : [];
    const notified = byHand || before?.notified === true;
    return { ...memory, ...(notified && { notified }), outcome: 'again', evidence: [...evidence, ...lost] };
  });
