// Fence: makes sure that the old primary cannot serve before users are sent to the other appliance. A power reading or
// a person confirms it; without either, `policy.onUnconfirmedFence` decides. It also fences a quarantined appliance
// that answers again; then no user is moved.
import type { ApplianceProbe } from '../../../appliance/appliance.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import { phaseOf } from '../../../contract/workflow/phase-names.ts';
import type { AnswerOf, FenceMemory, ResultOf } from '../../../contract/workflow/step-answers.ts';
import { confirmationOf } from '../../../domain/approval/confirmation.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import type { FenceConfirmed, Recovery } from '../../../domain/model/recovery.ts';
import { fenceFailingMessage } from '../../../domain/report/progress-message.ts';
import type { Messages } from '../../../platform/messages.ts';
import type { Power, PowerOrder } from '../../../power/power.ts';
import { neverInDrill } from '../assert-not-drill.ts';
import { notifyProgress } from '../notify-progress.ts';
import { holdWord } from '../persons-word.ts';
import { type PhaseContext, phaseStep, type Step } from '../phase-step.ts';
import { orderOf } from '../power-order.ts';
import { isReleased, memoryOf } from './fence-memory.ts';
import { type FenceRound, fenceRound, type RoundContext } from './fence-round.ts';
import { type RefenceGuardTools, restraintOf } from './refence-guard.ts';

export interface FenceTools extends RefenceGuardTools {
  readonly messages: Messages;
  /** The methods to power that appliance off, in order, without `operator` and `none`. */
  readonly powersOf: (settings: PairSettings, appliance: string, order: PowerOrder) => readonly Power[];
  readonly probe: ApplianceProbe;
}

type Answer = AnswerOf<'Fence'>;

/** A fenced appliance does not answer, so every failover waits this long. */
const ANSWER_TIMEOUT_MS = 3_000;

interface Word {
  /** The result, if no controller contradicts it. */
  readonly taken?: Answer;
  readonly memory: FenceMemory;
}

/**
 * Accepts a person's confirmation if no controller says that the appliance runs; otherwise Fence continues as without
 * it.
 */
const personsWord = async (
  powers: readonly Power[],
  memory: FenceMemory,
  { recovery, record, clock, signal }: PhaseContext,
  { by, how }: FenceConfirmed,
): Promise<Word> => {
  if (memory.contrary) return { memory };
  const { from } = recovery;
  const { contrary, evidence } = await holdWord(powers, { appliance: from, noted: record.powerTargets, clock, signal });
  if (contrary.length > 0) return { memory: { ...memory, contrary } };
  const message = `${by} confirms that ${from} cannot serve: ${how}`;
  return { memory, taken: { outcome: 'fenced', confirmedBy: by, evidence: [message, ...evidence] } };
};

const contraryInWords = (fenceConfirmed: FenceConfirmed | undefined, { contrary }: FenceMemory): readonly string[] =>
  contrary && fenceConfirmed
    ? [`${fenceConfirmed.by} confirms that it cannot serve, but ${contrary.join(' and ')}`]
    : [];

const byPolicy = (
  settings: PairSettings,
  { pair, from, to }: Recovery,
  round: Pick<FenceRound, 'evidence'>,
): Answer => {
  const seen = round.evidence.length > 0 ? round.evidence.join('; ') : 'no power method is configured for it';
  if (settings.policy.onUnconfirmedFence === 'halt') {
    throw failure(
      'FenceUnconfirmed',
      `${from} could not be confirmed as off: ${seen}`,
      `Make sure that ${from} is off and stays off, then start the workflow with ${JSON.stringify({ pair, kind: 'failover', fenceConfirmed: { by: 'your name', how: `how you know that ${from} cannot serve` } })}.`,
    );
  }
  return {
    outcome: 'unconfirmed',
    evidence: [
      ...round.evidence,
      `${from} could not be confirmed as off; onUnconfirmedFence is proceed, so the recovery continues: ${from} and ${to} may both serve until somebody powers ${from} off`,
    ],
  };
};

/** No recovery waits for this fence, so the policy `proceed` does not apply. */
const unkept = ({ from, to }: Recovery, { evidence }: Pick<FenceRound, 'evidence'>): Failure =>
  failure(
    'FenceUnconfirmed',
    `${from} could not be confirmed as off again: ${evidence.join('; ') || 'no power method is configured for it'}`,
    `Power ${from} off by hand, or disconnect it from the users' network: ${from} and ${to} may both serve. Twinbox tries again while ${from} answers.`,
  );

const roundContext = (
  tools: FenceTools,
  { recovery, settings, record, attempt, attempts, signal }: PhaseContext,
): RoundContext => ({
  appliance: recovery.from,
  noted: record.powerTargets,
  answer: () => tools.probe.probe(applianceOf(settings, recovery.from), tlsNameOf(settings), ANSWER_TIMEOUT_MS),
  impatient: attempt > attempts / 2,
  clock: tools.clock,
  signal,
});

/** Notifies once, not at every attempt. */
const notifyFailing = async (
  { messages }: FenceTools,
  { recovery, settings, state, attempt, attempts }: PhaseContext,
  { failed, evidence }: FenceRound,
): Promise<Pick<ResultOf<'Fence'>, 'evidence' | 'notified'>> => {
  const { notified = false } = state.fence ?? {};
  if (notified || !failed) return { evidence, notified };
  const untilSeconds = (attempts - attempt) * phaseOf('Fence').loop.waitSeconds;
  const message = fenceFailingMessage(recovery, {
    tried: evidence,
    policy: settings.policy.onUnconfirmedFence,
    untilSeconds,
  });
  return { evidence: [...evidence, ...(await notifyProgress(messages, message))], notified: true };
};

/** Whether the settings leave it to a person to confirm the fence, while it waits. */
const awaitsPerson = ({ settings, recovery }: PhaseContext): boolean =>
  recovery.kind !== 'fence' && applianceOf(settings, recovery.from).power.some(({ method }) => method === 'operator');

/** Nothing is left but the person, who is asked at once. */
const askingPerson = (round: FenceRound, { from }: Recovery): FenceRound => ({
  ...round,
  failed: true,
  evidence: [...round.evidence, `Twinbox waits for an operator to confirm that ${from} cannot serve`],
});

/** @throws LeaseLostError, WorkflowBroken, FenceUnconfirmed */
export const fence = (tools: FenceTools): Step<ResultOf<'Fence'>> =>
  phaseStep('Fence', tools, async (context) => {
    const { recovery, settings, state, attempt, attempts } = context;
    neverInDrill('Fence', recovery);
    const powers = tools.powersOf(settings, recovery.from, orderOf(context));
    const fenceConfirmed = recovery.fenceConfirmed ?? confirmationOf(context.record, recovery, 'fence');
    const earlier = memoryOf(state.fence);
    const word = fenceConfirmed && (await personsWord(powers, earlier, context, fenceConfirmed));
    if (word?.taken) return word.taken;
    const kept = recovery.kind === 'fence';
    const restraint = kept ? await restraintOf(tools, context) : undefined;
    if (restraint) return { ...earlier, ...restraint };
    const done = await fenceRound(powers, word?.memory ?? earlier, roundContext(tools, context));
    const round = { ...done, evidence: [...contraryInWords(fenceConfirmed, done), ...done.evidence] };
    if (round.confirmedBy !== undefined)
      return { ...round, outcome: kept ? 'kept' : 'fenced', confirmedBy: round.confirmedBy };
    const released = isReleased(round, powers.length);
    if (attempt >= attempts || (released && !awaitsPerson(context))) {
      if (kept) throw unkept(recovery, round);
      return byPolicy(settings, recovery, round);
    }
    const asking = released ? askingPerson(round, recovery) : round;
    return { ...asking, ...(await notifyFailing(tools, context, asking)), outcome: 'again' };
  });
