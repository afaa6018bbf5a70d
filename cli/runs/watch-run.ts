// Follows a run: each state as it is entered and left, from the execution's own history, until the execution has ended.
import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import { jsonOf } from '../../functions/contract/json/parse-json.ts';
import type { StateName } from '../../functions/contract/workflow/phase-names.ts';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import type { Session } from '../session.ts';
import { describeRun, type Run, type SeenRun } from './run-ref.ts';

/** What a state did, once it has answered. */
export interface StageEvent {
  /** ISO time. */
  readonly at: string;
  readonly state: StateName;
  readonly event: 'entered' | 'left';
  /** Once it has left; `failed` if it threw. */
  readonly outcome?: string;
  readonly evidence?: readonly string[];
}

const POLL_MS = 2_000;
const PAGE = 200;

const resultKeys = new Map<string, string>(PHASES.map(({ state, result }) => [state, result]));
const isState = (name: string): name is StateName => resultKeys.has(name);

const objectIn = (value: unknown, key: string): object | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const inner: unknown = Reflect.get(value, key);
  return typeof inner === 'object' && inner !== null ? inner : undefined;
};

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** The result of that state in the data of an execution. */
export const resultIn = (
  data: unknown,
  state: StateName,
): { readonly outcome: string; readonly evidence: readonly string[] } | undefined => {
  const result = objectIn(data, resultKeys.get(state) ?? '');
  if (result === undefined) return undefined;
  const outcome: unknown = Reflect.get(result, 'outcome');
  return {
    outcome: typeof outcome === 'string' ? outcome : 'unknown',
    evidence: textsOf(Reflect.get(result, 'evidence')),
  };
};

const stageOf = (event: HistoryEvent): StageEvent | undefined => {
  const { timestamp, stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
  const state = (entered ?? exited)?.name ?? '';
  if (!isState(state) || timestamp === undefined) return undefined;
  const at = timestamp.toISOString();
  if (entered) return { at, state, event: 'entered' };
  const result = resultIn(jsonOf(exited?.output), state);
  return { at, state, event: 'left', ...(result ?? { outcome: 'failed', evidence: [] }) };
};

/** Events after that id, oldest first: the history is read from its end, so a long one costs no more than a short one. */
const eventsAfter = async (
  session: Session,
  executionArn: string,
  lastId: number,
): Promise<readonly HistoryEvent[]> => {
  const found: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await session.clients.sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        includeExecutionData: true,
        maxResults: PAGE,
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
    const fresh = (page.events ?? []).filter(({ id = 0 }) => id > lastId);
    found.push(...fresh);
    nextToken = fresh.length === (page.events ?? []).length ? page.nextToken : undefined;
  } while (nextToken !== undefined);
  return found.toReversed();
};

/**
 * Calls `onStage` for each state until the execution has ended, or `enough` says so.
 * @returns the execution as it was then. @throws the signal's AbortError after Ctrl-C
 */
export const watchRun = async (
  session: Session,
  { executionArn }: Pick<Run, 'executionArn'>,
  onStage: (stage: StageEvent) => void,
  enough: (stage: StageEvent) => boolean = () => false,
): Promise<SeenRun> => {
  const { clock, stop } = session.io;
  let lastId = 0;
  for (;;) {
    stop.throwIfAborted();
    // The description first: what happens after it will be in the history.
    const seen = await describeRun(session, executionArn);
    let done = seen.status !== 'RUNNING';
    for (const event of await eventsAfter(session, executionArn, lastId)) {
      lastId = event.id ?? lastId;
      const stage = stageOf(event);
      if (stage === undefined) continue;
      onStage(stage);
      done ||= enough(stage);
    }
    if (done) return seen;
    await clock.sleep(POLL_MS, stop);
  }
};
