// GetExecutionHistory: the steps of an execution as Step Functions numbers and names them. Only the events of states and
// of the execution's ends are emulated; those of tasks and retries in between are left out.
import type * as sdk from '@aws-sdk/client-sfn';
import { AwsError } from '../aws-error.ts';
import type { ExecutionDescription, ExecutionStep } from './states-state.ts';

type End = Exclude<ExecutionDescription['status'], 'RUNNING'>;

const ENDS: Readonly<Record<End, sdk.HistoryEventType>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

type Event = Omit<sdk.HistoryEvent, 'id' | 'previousEventId' | 'timestamp'>;

const textOf = (value: unknown): string => JSON.stringify(value ?? null);

/** Undefined for what is not emulated. */
const eventOf = (one: ExecutionDescription, step: ExecutionStep): Event | undefined => {
  const { type, state: name, stateType, input, output } = step;
  switch (type) {
    case 'ExecutionStarted':
      return { type: 'ExecutionStarted', executionStartedEventDetails: { input: one.input } };
    case 'StateEntered':
      return {
        type: `${stateType}StateEntered` as sdk.HistoryEventType,
        stateEnteredEventDetails: { name, input: textOf(input) },
      };
    case 'StateExited':
      return {
        type: `${stateType}StateExited` as sdk.HistoryEventType,
        stateExitedEventDetails: { name, output: textOf(output) },
      };
    case 'ExecutionEnded':
      if (one.status === 'RUNNING') return undefined;
      return {
        type: ENDS[one.status],
        ...(one.status === 'SUCCEEDED' && { executionSucceededEventDetails: { output: one.output } }),
        ...(one.status === 'FAILED' && { executionFailedEventDetails: { error: one.error, cause: one.cause } }),
        ...(one.status === 'ABORTED' && { executionAbortedEventDetails: { error: one.error, cause: one.cause } }),
      };
    default:
      return undefined;
  }
};

const withoutData = ({
  stateEnteredEventDetails: entered,
  stateExitedEventDetails: exited,
  ...event
}: Event): Event => ({
  ...event,
  ...(entered && { stateEnteredEventDetails: { name: entered.name } }),
  ...(exited && { stateExitedEventDetails: { name: exited.name } }),
});

/** Source: API reference of GetExecutionHistory. */
const MOST_RESULTS = 1_000;
const USUAL_RESULTS = 100;

/** One page; the token says where the next one begins. */
export const historyPage = (
  one: ExecutionDescription,
  steps: readonly ExecutionStep[],
  asked: sdk.GetExecutionHistoryInput,
): sdk.GetExecutionHistoryOutput => {
  const { maxResults = 0, nextToken, reverseOrder = false, includeExecutionData = true } = asked;
  if (maxResults > MOST_RESULTS)
    throw new AwsError('ValidationException', `maxResults: must have value less than or equal to ${MOST_RESULTS}`);
  const emulated = steps.flatMap((step) => {
    const event = eventOf(one, step);
    return event === undefined ? [] : [{ ...event, timestamp: new Date(step.atMs) }];
  });
  const events = emulated.map((event, index) => ({
    ...(includeExecutionData ? event : { ...withoutData(event), timestamp: event.timestamp }),
    id: index + 1,
    previousEventId: index,
  }));
  const from = Number(nextToken ?? 0);
  const to = from + (maxResults || USUAL_RESULTS);
  const page = (reverseOrder ? events.toReversed() : events).slice(from, to);
  return { events: page as sdk.HistoryEvent[], ...(to < events.length && { nextToken: String(to) }) };
};
