// The messages between the function host and a function's worker. Everything here must survive structured cloning.

import type { Seat } from '../../time/time-words.ts';
import type { NetworkCut } from './network-cut.ts';

/** Given to a worker when it starts. */
export interface WorkerStart {
  readonly seat: Seat;
  /** file: URL of the bundle. */
  readonly bundleUrl: string;
  /** The export that is the handler. */
  readonly exportName: string;
  readonly functionName: string;
  readonly cuts: readonly NetworkCut[];
}

/** The parts of Lambda's context object that can be sent; getRemainingTimeInMillis is added in the worker. */
export interface InvocationContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** As Lambda's own runtime reports it: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface FunctionFault {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type ToWorker =
  | {
      readonly kind: 'invoke';
      readonly id: string;
      readonly payload: string;
      readonly context: InvocationContext;
      readonly deadlineMs: number;
    }
  | { readonly kind: 'cuts'; readonly cuts: readonly NetworkCut[] };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unfit'; readonly fault: FunctionFault }
  | { readonly kind: 'answer'; readonly id: string; readonly payload: string }
  | { readonly kind: 'fault'; readonly id: string; readonly fault: FunctionFault }
  | { readonly kind: 'crash'; readonly fault: FunctionFault }
  | { readonly kind: 'output'; readonly text: string };
