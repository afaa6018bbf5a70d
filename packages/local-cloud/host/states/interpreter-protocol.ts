// The messages between the lab and the interpreter's thread. Everything here must survive structured cloning.

import type { Json } from '../../base/json.ts';
import type { Seat } from '../../time/time-words.ts';
import type { ExecutionEvent, ExecutionOutcome, ExecutionPlan, TaskCall } from './asl-execution.ts';

export interface InterpreterStart {
  readonly seat: Seat;
  readonly seed: number;
}

export type ToInterpreter =
  | {
      readonly kind: 'run';
      readonly executionArn: string;
      readonly plan: Pick<ExecutionPlan, 'definition' | 'input' | 'context'>;
    }
  | { readonly kind: 'stop'; readonly executionArn: string }
  | { readonly kind: 'done'; readonly taskId: number; readonly result: Json }
  | { readonly kind: 'failed'; readonly taskId: number; readonly error: string; readonly cause: string };

export type FromInterpreter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'event'; readonly executionArn: string; readonly event: ExecutionEvent }
  | { readonly kind: 'task'; readonly executionArn: string; readonly taskId: number; readonly call: TaskCall }
  | { readonly kind: 'ended'; readonly executionArn: string; readonly outcome: ExecutionOutcome };
