// Which words are good news and which are not. The colour only repeats what a word beside it says. Pure.
import type { RowOutcome } from '../../model/outcome.ts';
import type { Report } from '../report.ts';

/** `calm`: nothing to be glad or afraid of. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm';

const STATE_TONES: Readonly<Partial<Record<RowOutcome, Tone>>> = {
  error: 'bad',
  unknown: 'warn',
  unconfirmed: 'warn',
  unfinished: 'warn',
  again: 'warn',
  refused: 'warn',
  'stood-down': 'calm',
  'dry-run': 'calm',
};

/** Of what a state came to. */
export const toneOfState = (outcome: RowOutcome): Tone => STATE_TONES[outcome] ?? 'good';

/** Of several: the worst that one of them deserves. */
export const worstTone = (outcomes: readonly RowOutcome[]): Tone => {
  const tones = outcomes.map(toneOfState);
  return (['bad', 'warn', 'calm'] as const).find((tone) => tones.includes(tone)) ?? 'good';
};

export interface FenceFound {
  readonly is: 'confirmed' | 'unconfirmed' | 'not-reached';
  readonly evidence: readonly string[];
}

/** What became of the fence, by the execution's data, or by the journal alone where the recovery was closed out from it. */
export const fenceIn = ({ fence, timeline }: Pick<Report, 'fence' | 'timeline'>): FenceFound => {
  const row = timeline.find(({ state }) => state === 'Fence');
  const outcome = row?.outcome ?? fence?.outcome;
  const is =
    outcome === undefined || outcome === 'stood-down'
      ? 'not-reached'
      : ['fenced', 'kept'].includes(outcome)
        ? 'confirmed'
        : 'unconfirmed';
  return { is, evidence: row?.evidence ?? [] };
};

/** The outcome in one or two words, and their tone. */
export const badgeOf = (report: Report): { readonly tone: Tone; readonly says: string } => {
  switch (report.outcome) {
    case 'moved':
      return fenceIn(report).is === 'unconfirmed'
        ? { tone: 'warn', says: 'Moved, fence not confirmed' }
        : { tone: 'good', says: 'Moved' };
    case 'stood-down':
      return { tone: 'calm', says: 'Stood down' };
    case 'would-have-acted':
      return { tone: 'warn', says: 'Would have acted' };
    case 'dry-run':
      return report.checks?.some(({ result }) => result === 'failed')
        ? { tone: 'warn', says: 'Dry run: not ready' }
        : { tone: 'good', says: 'Dry run: nothing failed' };
    case 'fenced':
      return { tone: 'good', says: 'Kept fenced' };
    case 'rehearsed':
      return { tone: 'good', says: 'Drill passed' };
    case 'preempted':
      return { tone: 'calm', says: 'Made way for a failover' };
    case 'halted': {
      const what = report.kind === 'drill' ? 'Drill failed' : 'Halted: needs a person';
      return { tone: 'bad', says: report.dryRun ? 'Dry run failed' : what };
    }
  }
};
