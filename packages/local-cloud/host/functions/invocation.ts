// One call of a function: what comes back, what is kept of it, and the in-process kind that the world brings along.

import { type Json, jsonCopy } from '../../base/json.ts';
import type { FunctionFault } from './worker-protocol.ts';

export interface InvocationResult {
  /** JSON text: the answer, or the fault. */
  readonly payload: string;
  /** Set when the function failed, timed out or crashed. */
  readonly fault?: FunctionFault;
  /** True where Lambda itself refused the call, by the name in `fault`, and no code of the function ran. */
  readonly refused?: boolean;
  readonly executedVersion: string;
}

/** One finished invocation, for reports. Times are lab ms since 1970. */
export interface InvocationRecord {
  readonly functionName: string;
  readonly requestId: string;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly coldStart: boolean;
  readonly fault?: FunctionFault;
}

/** A function that is not in the template, run in this process. */
export type ExternalFunction = (payload: Json) => Promise<Json | undefined> | Json | undefined;

export const failedInvocation = (fault: FunctionFault, executedVersion: string): InvocationResult => ({
  payload: JSON.stringify(fault),
  fault,
  executedVersion,
});

/** Lambda refuses the call, by the name of an error of its operation Invoke. */
export const refusedInvocation = (
  errorType: string,
  errorMessage: string,
  executedVersion: string,
): InvocationResult => ({
  ...failedInvocation({ errorType, errorMessage }, executedVersion),
  refused: true,
});

/** Runs a function of the world; what it throws becomes a fault, as a sandbox would report it. */
export const runExternal = async (handler: ExternalFunction, payload: string): Promise<InvocationResult> => {
  try {
    return {
      payload: JSON.stringify(jsonCopy(await handler(JSON.parse(payload) as Json))),
      executedVersion: '$LATEST',
    };
  } catch (error) {
    const fault = Error.isError(error)
      ? { errorType: error.name, errorMessage: error.message }
      : { errorType: typeof error, errorMessage: String(error) };
    return failedInvocation(fault, '$LATEST');
  }
};

/** Splits `name`, `name:version` or an ARN with or without a version. */
export const nameAndQualifier = (functionNameOrArn: string): { name: string; qualifier: string | undefined } => {
  const parts = functionNameOrArn.split(':');
  const [name = '', qualifier] = parts[0] === 'arn' ? parts.slice(6) : parts;
  return { name, qualifier };
};
