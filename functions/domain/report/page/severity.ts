// The severity of each outcome. The colour only repeats the word beside it. Pure.
import type { RowOutcome } from '../../model/outcome.ts';
import type { Report } from '../report.ts';

/** `calm`: neutral. */
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

/** The severity of a state's outcome. */
export const severityOfState = (outcome: RowOutcome): Severity => STATE_SEVERITIES[outcome] ?? 'good';

/** The worst severity of several outcomes. */
export const worstSeverity = (outcomes: readonly RowOutcome[]): Severity => {
  const severities = outcomes.map(severityOfState);
  return (['bad', 'warn', 'calm'] as const).find((severity) => severities.includes(severity)) ?? 'good';
};

export interface FenceFound {
  readonly is: 'confirmed' | 'unconfirmed' | 'not-reached';
  readonly evidence: readonly string[];
}

/** The result of the fence by the journal, or else by the execution's data. */
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

const HALTED_AS: Readonly<Record<string, string>> = {
  drill: 'Drill failed',
  reprotect: 'Reprotect failed',
};

/** The outcome in a few words, with its severity. */
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
    case 'reprotected':
      return { severity: 'good', message: 'Standby again' };
    case 'preempted':
      return { severity: 'calm', message: 'Stopped for a failover' };
    case 'halted': {
      const what = HALTED_AS[report.kind] ?? 'Halted: needs an operator';
      return { severity: 'bad', message: report.dryRun ? 'Dry run failed' : what };
    }
  }
};
