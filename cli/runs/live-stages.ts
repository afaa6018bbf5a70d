// Draws the states of a run at a terminal: each with its mark, the present one with what it waits for.
import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { Phase } from '../../functions/contract/workflow/phase.ts';
import type { StateName } from '../../functions/contract/workflow/phase-names.ts';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import type { StageEvent } from './watch-run.ts';

/** Shows a run while it goes on. */
export interface StageView {
  show(stage: StageEvent): void;
  /** Nothing more comes. Resolves once all is drawn. */
  end(): Promise<void>;
}

interface Row {
  readonly state: StateName;
  readonly description: string;
  readonly left: PromiseWithResolvers<StageEvent | undefined>;
  said: (text: string) => void;
}

const STATE_WIDTH = 14;
/** Ends that replace the rest of the line; the answer of the command says what they found. */
const ENDS: readonly StateName[] = ['StandDown', 'Operate', 'CheckReadiness', 'Halt'];

const rowsOf = (kind: string): readonly Row[] =>
  PHASES.filter((phase: Phase & { readonly state: StateName }) => {
    if (ENDS.includes(phase.state)) return false;
    const only: readonly string[] | undefined = phase.only;
    return only?.includes(kind === 'failback' ? 'switchover' : kind) ?? true;
  }).map(({ state, description }) => ({
    state,
    description,
    left: Promise.withResolvers<StageEvent | undefined>(),
    said: () => undefined,
  }));

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** @param screen the terminal to draw on, so that data on the other stream stays clean. */
export const liveStages = (screen: NodeJS.WriteStream, kind: string): StageView => {
  const rows = rowsOf(kind);
  const width = Math.max(STATE_WIDTH + 20, (screen.columns ?? 80) - STATE_WIDTH - 4);
  const drawn = new Listr(
    rows.map(({ state, description, left }, index) => ({
      title: `${state.padEnd(STATE_WIDTH)}${cut(description, width)}`,
      task: async (_context: unknown, task) => {
        const row = rows[index];
        if (row) {
          row.said = (text) => {
            task.output = cut(text, width);
          };
        }
        const stage = await left.promise;
        if (stage === undefined) return void task.skip(`${state.padEnd(STATE_WIDTH)}not needed`);
        const found = stage.evidence?.join('; ') || stage.outcome || '';
        task.title = `${state.padEnd(STATE_WIDTH)}${cut(found, width)}`;
        if (stage.outcome === 'failed') throw new Error(task.title);
        return undefined;
      },
    })),
    {
      exitOnError: false,
      registerSignalListeners: false,
      forceTTY: true,
      renderer: 'default',
      rendererOptions: { logger: new ListrLogger({ processOutput: new ProcessOutput(screen, screen) }) },
    },
  );
  const done = drawn.run();
  const settleBefore = (end: number): void => {
    for (const { left } of rows.slice(0, end)) left.resolve(undefined);
  };
  return {
    show: (stage) => {
      const index = rows.findIndex(({ state }) => state === stage.state);
      if (index < 0) return;
      settleBefore(index);
      if (stage.event === 'entered') return;
      if (stage.outcome === 'again') rows[index]?.said(stage.evidence?.at(-1) ?? 'waiting');
      else rows[index]?.left.resolve(stage);
    },
    end: async () => {
      settleBefore(rows.length);
      await done;
    },
  };
};
