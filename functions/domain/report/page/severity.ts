// Which words are good news and which are not. The colour only repeats what a word beside it says. Pure.
import type { RowOutcome } from '../../model/outcome.ts';
import type { Report } from '../report.ts';

/** `calm`: nothing to be glad or afraid of. */
export type Severity = 'good' | 'warn' | 'bad' | 'calm';

const STATE_SEVERITIES: Readonly<Partial<Record<RowOutcome, Severity>>> = {
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
export const severityOfState = (outcome: RowOutcome): Severity => STATE_SEVERITIES[outcome] ?? 'good';

/** Of several: the worst that one of them deserves. */
export const worstSeverity = (outcomes: readonly RowOutcome[]): Severity => {
  const severities = outcomes.map(severityOfState);
  return (['bad', 'warn', 'calm'] as const).find((severity) => severities.includes(severity)) ?? 'good';
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
export const badgeOf = (report: Report): { readonly severity: Severity; readonly message: string } => {
  switch (report.outcome) {
    case 'moved':
      return fenceIn(report).is === 'unconfirmed'
        ? { severity: 'warn', message: 'Moved, fence not confirmed' }
        : { severity: 'good', message: 'Moved' };
    case 'stood-down':
      return { severity: 'calm', message: 'Stood down' };
    case 'would-have-acted':
      return { severity: 'warn', message: 'Would have acted' };
    case 'dry-run':
      return report.checks?.some(({ result }) => result === 'failed')
        ? { severity: 'warn', message: 'Dry run: not ready' }
        : { severity: 'good', message: 'Dry run: nothing failed' };
    case 'fenced':
      return { severity: 'good', message: 'Kept fenced' };
    case 'rehearsed':
      return { severity: 'good', message: 'Drill passed' };
    case 'preempted':
      return { severity: 'calm', message: 'Made way for a failover' };
    case 'halted': {
      const what = report.kind === 'drill' ? 'Drill failed' : 'Halted: needs a person';
      return { severity: 'bad', message: report.dryRun ? 'Dry run failed' : what };
    }
  }
};
