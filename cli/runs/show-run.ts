// Shows a run to people while it goes on, a line for each state, and how it ended.
import { verbOf } from '../../functions/contract/workflow/verbs/verbs.ts';
import { EXIT } from '../base/exit-code.ts';
import type { Io } from '../base/io.ts';
import { clockText } from '../base/spans.ts';
import { bullet, tone, widthOf, wrapped } from '../base/style.ts';
import type { Answer, Session } from '../session.ts';
import { liveStages, type StageView } from './live-stages.ts';
import { exitCodeOf, type RunData, runData } from './run-end.ts';
import { describeRun, type Run, type SeenRun } from './run-ref.ts';
import { type StageEvent, watchRun } from './watch-run.ts';

const STATE_WIDTH = 13;

/** Prints a line for each state that has answered, and only the first and the last of those that ask for another attempt. */
const stageLines = (io: Pick<Io, 'err' | 'colour' | 'columns'>): ((stage: StageEvent) => void) => {
  let waiting: string | undefined;
  return ({ at, state, event, outcome = '', evidence = [] }) => {
    if (event === 'entered') return;
    const again = outcome === 'again';
    if (again && waiting === state) return;
    waiting = again ? state : undefined;
    const kind = outcome === 'failed' || state === 'Halt' ? 'bad' : again ? 'quiet' : 'good';
    const said = again ? `waiting: ${evidence.at(-1) ?? ''}` : evidence.join('; ') || outcome;
    const label = `${clockText(at)}  ${tone(io, kind, state.padEnd(STATE_WIDTH))}  `;
    const indent = ' '.repeat(10 + STATE_WIDTH + 2);
    for (const [index, line] of wrapped(said, widthOf(io) - indent.length).entries())
      io.err(`${index === 0 ? label : indent}${line}`);
  };
};

const nextSteps = (session: Session, { ending, run, failure }: RunData): readonly string[] => {
  switch (ending) {
    case 'running':
      return [`Watch it: ${session.command(`follow ${run}`)}`, `Stop it:  ${session.command(`stop ${run}`)}`];
    case 'halted':
      return [
        `What is left, and how to continue: ${session.command('status')}`,
        ...(failure?.runbookSection === undefined
          ? []
          : [`Runbook: docs/runbook.md, section ${failure.runbookSection}`]),
      ];
    default:
      return [];
  }
};

const TITLES: Readonly<Record<RunData['ending'], string>> = {
  running: 'is running',
  done: 'is done',
  'stood-down': 'stood down: the situation has changed, and users were not affected',
  halted: 'HALTED and needs a person',
  refused: 'was not started',
};

const runText = (session: Session, data: RunData): readonly string[] => {
  const { io } = session;
  const { pair, run, kind, ending, evidence, failure } = data;
  const isOperation = verbOf(kind)?.runs === 'operation';
  // An operation's first line says what was done; the rest is the whole status.
  if (isOperation && kind !== 'status' && ending === 'done') return wrapped(evidence[0] ?? 'done', widthOf(io));
  const good = ending === 'done' || ending === 'running';
  const title = `${pair}: the ${kind} ${run} ${TITLES[ending]}`;
  return [
    tone(io, good ? 'good' : ending === 'stood-down' ? 'warn' : 'bad', title),
    ...evidence.flatMap((line) => bullet(io, line)),
    ...(failure === undefined ? [] : wrapped(`Fix: ${failure.fix}`, widthOf(io))),
    ...nextSteps(session, data),
  ];
};

export const runAnswer = async (session: Session, seen: SeenRun): Promise<Answer> => {
  const { pair } = await session.deployment();
  const data = runData(pair, seen);
  return { data, text: runText(session, data), exitCode: exitCodeOf(data) };
};

const isAbort = (error: unknown): boolean => Error.isError(error) && error.name === 'AbortError';

/** Draws at a terminal, and prints lines elsewhere. */
const viewOf = async ({ io, json, ...session }: Session, { executionArn }: Run): Promise<StageView> => {
  if (io.screen === undefined || json) return { show: stageLines(io), end: async () => undefined };
  const { kind } = await describeRun({ io, json, ...session }, executionArn);
  return liveStages(io.screen, kind);
};

const stillRunning = (session: Session, { id, executionArn }: Run): Answer => ({
  exitCode: EXIT.interrupted,
  data: { run: id, execution: executionArn, ending: 'running' },
  text: [
    `Stopped watching. The run ${id} continues.`,
    `Watch it again: ${session.command(`follow ${id}`)}`,
    `Stop the run:   ${session.command(`stop ${id}`)}`,
  ],
});

/** Follows it to its end. Ctrl-C ends the watching alone, and says how to stop the run. */
export const followToEnd = async (session: Session, run: Run): Promise<Answer> => {
  const view = await viewOf(session, run);
  try {
    const seen = await watchRun(session, run, view.show);
    await view.end();
    return await runAnswer(session, seen);
  } catch (error) {
    await view.end();
    if (!session.io.stop.aborted && !isAbort(error)) throw error;
    return stillRunning(session, run);
  }
};
