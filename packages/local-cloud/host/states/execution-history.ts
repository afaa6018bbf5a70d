// An execution's steps as GetExecutionHistory names them, for whoever asks through the emulated AWS.
// Source: HistoryEvent in the Step Functions API reference.

import type { ExecutionEvent } from './asl-execution.ts';

/** As packages/local-cloud/aws expects it. */
export interface HistoryEntry {
  readonly id: number;
  readonly atMs: number;
  readonly type: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const ENDS: Readonly<Record<string, string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

const fault = ({ error, cause }: ExecutionEvent) => ({ ...(error ? { error } : {}), ...(cause ? { cause } : {}) });

const translated = (event: ExecutionEvent, status: string): Omit<HistoryEntry, 'id' | 'atMs'> | undefined => {
  const { state: name, stateType = '' } = event;
  switch (event.type) {
    case 'ExecutionStarted':
      return { type: 'ExecutionStarted', details: { executionStartedEventDetails: { input: JSON.stringify(event.input) } } };
    case 'StateEntered':
      return {
        type: `${stateType}StateEntered`,
        details: { stateEnteredEventDetails: { name, input: JSON.stringify(event.input) } },
      };
    case 'StateExited':
      return {
        type: `${stateType}StateExited`,
        details: { stateExitedEventDetails: { name, output: JSON.stringify(event.output) } },
      };
    case 'TaskScheduled':
      return { type: 'TaskScheduled', details: { taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke' } } };
    case 'TaskSucceeded':
      return { type: 'TaskSucceeded', details: { taskSucceededEventDetails: { resourceType: 'lambda', resource: 'invoke' } } };
    case 'TaskFailed':
      return {
        type: 'TaskFailed',
        details: { taskFailedEventDetails: { resourceType: 'lambda', resource: 'invoke', ...fault(event) } },
      };
    case 'ExecutionEnded':
      return { type: ENDS[status] ?? 'ExecutionFailed', details: { executionFailedEventDetails: fault(event) } };
    default:
      return undefined;
  }
};

/** The entries in order, numbered from 1. */
export const awsHistory = (events: readonly ExecutionEvent[], status: string): HistoryEntry[] =>
  events
    .flatMap((event) => {
      const entry = translated(event, status);
      return entry === undefined ? [] : [{ atMs: event.atMs, ...entry }];
    })
    .map((entry, index) => ({ id: index + 1, ...entry }));
