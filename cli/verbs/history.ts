// `twinbox history`: the last runs of the pair, and how each ended.
import * as z from 'zod/mini';
import { verbOf } from '../../functions/contract/workflow/verbs/verbs.ts';
import { spanText, timeText } from '../base/spans.ts';
import { table, tone } from '../base/style.ts';
import { type ListedReport, newestReports } from '../read/reports.ts';
import { runningRuns } from '../runs/run-ref.ts';
import type { Answer, Session } from '../session.ts';

const RunRow = z.object({
  run: z.string(),
  kind: z.string(),
  dryRun: z.boolean(),
  /** `running`, or how it ended: `moved`, `stood-down`, `halted`, `ended` (not started). */
  outcome: z.string(),
  trigger: z.optional(z.string()),
  startedAt: z.string(),
  seconds: z.optional(z.number()),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  reason: z.optional(z.string()),
});

export const HistoryShape = z.object({ pair: z.string(), runs: z.array(RunRow) });

type Row = z.infer<typeof RunRow>;

const rowOf = ({ recoveryId: run, kind, outcome, dryRun = false, startedAt, endedAt, ...rest }: ListedReport): Row => {
  const { trigger, from, to, reason } = rest;
  const seconds = endedAt === undefined ? undefined : Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
  return {
    ...{ run, kind, dryRun, outcome, startedAt },
    ...(seconds !== undefined && { seconds }),
    ...(trigger !== undefined && { trigger }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(reason !== undefined && { reason }),
  };
};

/** Operations end within seconds and have no report. */
const isRecovery = (kind: string): boolean => verbOf(kind)?.runs === 'recovery';

const outcomeText = ({ io }: Session, { outcome, dryRun }: Row): string => {
  const text = outcome === 'ended' ? 'not started' : outcome;
  const kind = outcome === 'halted' ? 'bad' : outcome === 'running' ? 'strong' : undefined;
  return `${kind === undefined ? text : tone(io, kind, text)}${dryRun && outcome !== 'dry-run' ? ' (dry run)' : ''}`;
};

export const history = async (session: Session, limit: number): Promise<Answer> => {
  const { pair } = await session.deployment();
  const [running, reports] = await Promise.all([runningRuns(session), newestReports(session, limit)]);
  const ended = reports.map(rowOf);
  const known = new Set(ended.map(({ run }) => run));
  const going = running
    .filter(({ id, kind }) => isRecovery(kind) && !known.has(id))
    .map(({ id: run, kind, startedAt }): Row => ({ run, kind, dryRun: false, outcome: 'running', startedAt }));
  const runs = [...going, ...ended].slice(0, limit);
  const rows = runs.map((row) => [
    row.run,
    row.kind,
    outcomeText(session, row),
    timeText(row.startedAt),
    row.seconds === undefined ? '' : spanText(row.seconds * 1_000),
    row.from === undefined || row.to === undefined ? '' : `${row.from} → ${row.to}`,
    row.trigger ?? '',
  ]);
  const text =
    runs.length === 0
      ? [`${pair} has had no run yet.`]
      : table(session.io, ['RUN', 'KIND', 'OUTCOME', 'STARTED', 'TOOK', 'DIRECTION', 'BY'], rows);
  return { data: { pair, runs } satisfies z.infer<typeof HistoryShape>, text };
};
