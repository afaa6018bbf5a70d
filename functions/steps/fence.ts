// Fence: makes sure that the old primary cannot serve, before anyone is sent to the other box. Confirmed by reading back or
// by a person's word; when neither comes, the owner's policy decides. The same for a quarantined box that came back, which is
// kept fenced: then nobody is sent anywhere afterwards.
import { NamedError } from '../contract/named-error.ts';
import type { PairSettings } from '../contract/pair-settings.ts';
import type { FenceResult } from '../contract/workflow-state.ts';
import type { Recovery } from '../domain/recovery.ts';
import type { Power } from '../power/power.ts';
import { type FenceMemory, type FenceRound, fenceRound, NOTHING_TRIED } from './fence-round.ts';
import { type KeepFencedTools, restraintOf } from './keep-fenced.ts';
import { neverInDrill } from './never-in-drill.ts';
import { phaseStep, type Step } from './phase-step.ts';

export interface FenceTools extends KeepFencedTools {
  /** The ways to switch that appliance off, in order; `none` in the settings is no way. */
  readonly powersOf: (settings: PairSettings, appliance: string) => readonly Power[];
}

/** Fence's result carries what the next attempt must know. */
export interface FenceProgress extends FenceResult, Partial<FenceMemory> {}

type Answer = Omit<FenceProgress, 'attempt'>;

const memoryOf = (previous: FenceProgress | undefined): FenceMemory => ({
  refused: previous?.refused ?? NOTHING_TRIED.refused,
  asked: previous?.asked ?? NOTHING_TRIED.asked,
});

const confirmedByPerson = ({ from, fenceConfirmed }: Recovery): Answer | undefined =>
  fenceConfirmed && {
    outcome: 'fenced',
    confirmedBy: fenceConfirmed.by,
    evidence: [`${from} cannot serve, by the word of ${fenceConfirmed.by}: ${fenceConfirmed.how}`],
  };

const byPolicy = (settings: PairSettings, { pair, from, to }: Recovery, round: Pick<FenceRound, 'evidence'>): Answer => {
  const seen = round.evidence.length > 0 ? round.evidence.join('; ') : 'the settings give no way to switch it off';
  if (settings.policy.onUnconfirmedFence === 'halt') {
    throw new NamedError(
      'FenceUnconfirmed',
      `${from} could not be confirmed as off: ${seen}`,
      `Make sure that ${from} is off and stays off, then start the workflow with ${JSON.stringify({ pair, kind: 'failover', fenceConfirmed: { by: 'your name', how: 'how you made sure' } })}.`,
    );
  }
  return {
    outcome: 'unconfirmed',
    evidence: [
      ...round.evidence,
      `${from} could not be confirmed as off; the policy says proceed: ${from} and ${to} may both serve until somebody switches ${from} off`,
    ],
  };
};

/** Nobody waits for this fence, so no policy can make it go on without being sure. */
const unkept = ({ from, to }: Recovery, { evidence }: Pick<FenceRound, 'evidence'>): NamedError =>
  new NamedError(
    'FenceUnconfirmed',
    `${from} could not be confirmed as off again: ${evidence.join('; ') || 'the settings give no way to switch it off'}`,
    `Switch ${from} off by hand, or take it out of the users' network: ${from} and ${to} may both serve. It is tried again while it answers.`,
  );

/** @throws LeaseLostError, WorkflowBroken, FenceUnconfirmed */
export const fence = (tools: FenceTools): Step<FenceProgress> =>
  phaseStep<FenceProgress>('Fence', tools, async (context) => {
    const { recovery, settings, state, attempt, attempts, signal } = context;
    neverInDrill('Fence', recovery);
    const confirmed = confirmedByPerson(recovery);
    if (confirmed) return confirmed;
    const powers = tools.powersOf(settings, recovery.from);
    const kept = recovery.kind === 'fence';
    const restraint = kept ? await restraintOf(tools, context) : undefined;
    if (restraint) return { ...memoryOf(state.fence), ...restraint };
    const round = await fenceRound(powers, memoryOf(state.fence), { impatient: attempt > attempts / 2, signal });
    if (round.confirmedBy !== undefined) return { ...round, outcome: kept ? 'kept' : 'fenced', confirmedBy: round.confirmedBy };
    if (round.refused.length === powers.length || attempt >= attempts) {
      if (kept) throw unkept(recovery, round);
      return byPolicy(settings, recovery, round);
    }
    return { ...round, outcome: 'again' };
  });
