// How a run ended, from the execution alone: what it did, or why it did not.
import * as z from 'zod/mini';
import { describeCatch } from '../../functions/contract/errors/describe-failure.ts';
import { RUNBOOK_SECTIONS } from '../../functions/contract/errors/runbook-sections.ts';
import { jsonOf } from '../../functions/contract/json/parse-json.ts';
import { EXIT, type ExitName } from '../base/exit-code.ts';
import type { SeenRun } from './run-ref.ts';
import { resultIn } from './watch-run.ts';

/** One run as `--json` shows it. */
export const RunShape = z.object({
  pair: z.string(),
  /** Id of the recovery; names its report. */
  run: z.string(),
  execution: z.string(),
  kind: z.string(),
  ending: z.enum(['running', 'done', 'stood-down', 'halted', 'refused']),
  startedAt: z.string(),
  endedAt: z.optional(z.string()),
  /** Sentences with figures: what the last state found or did. */
  evidence: z.array(z.string()),
  /** Of a halt or a refusal. */
  failure: z.optional(
    z.object({ name: z.string(), message: z.string(), fix: z.string(), runbookSection: z.optional(z.string()) }),
  ),
});

export type RunData = z.infer<typeof RunShape>;

const EXIT_OF: Readonly<Record<RunData['ending'], ExitName>> = {
  running: 'done',
  done: 'done',
  'stood-down': 'stood-down',
  halted: 'halted',
  refused: 'refused',
};

export const exitCodeOf = ({ ending }: Pick<RunData, 'ending'>): number => EXIT[EXIT_OF[ending]];

/** Failures before anything began: they leave no hold. */
const REFUSALS = ['WrongInput', 'UnknownPairError', 'SettingsUnreadableError'];

type Ended = Pick<RunData, 'ending' | 'failure'> & { readonly evidence: readonly string[] };

const failed = ({ described: { error = '', cause, status } }: SeenRun): Ended => {
  const name = status === 'ABORTED' ? 'ExecutionStopped' : status === 'TIMED_OUT' ? 'ExecutionTimedOut' : error;
  const { message, hint, name: known } = describeCatch({ Error: name, ...(cause !== undefined && { Cause: cause }) });
  const { section } = RUNBOOK_SECTIONS[known];
  const ending = error === 'DrillPreempted' ? 'stood-down' : REFUSALS.includes(name) ? 'refused' : 'halted';
  const failure = { name: known, message, fix: hint, runbookSection: section };
  return { ending, evidence: [message], failure };
};

const succeeded = ({ described: { output } }: SeenRun): Ended => {
  const data = jsonOf(output);
  const begin = resultIn(data, 'Begin');
  if (begin?.outcome === 'ended') {
    const message = begin.evidence.join('; ');
    const fix = 'lift what blocks it, then start again.';
    return { ending: 'refused', evidence: begin.evidence, failure: { name: 'NotStarted', message, fix } };
  }
  const stoodDown = resultIn(data, 'StandDown');
  if (stoodDown) return { ending: 'stood-down', evidence: stoodDown.evidence };
  const last = resultIn(data, 'Operate') ?? resultIn(data, 'CheckReadiness') ?? resultIn(data, 'Finish');
  return { ending: 'done', evidence: last?.evidence ?? [] };
};

export const runData = (pair: string, seen: SeenRun): RunData => {
  const { id, executionArn, kind, startedAt, status, described } = seen;
  const ended =
    status === 'RUNNING' || status === 'PENDING_REDRIVE'
      ? ({ ending: 'running', evidence: [] } as const)
      : status === 'SUCCEEDED'
        ? succeeded(seen)
        : failed(seen);
  return {
    pair,
    run: id,
    execution: executionArn,
    kind,
    startedAt,
    ...(described.stopDate && { endedAt: described.stopDate.toISOString() }),
    ...ended,
    evidence: [...ended.evidence],
  };
};
