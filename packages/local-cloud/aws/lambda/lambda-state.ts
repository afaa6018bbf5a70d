// Lambda seen from outside: an Invoke call goes to the worker host that the lab registers here.
import type { Account } from '../service.ts';

export interface InvocationOutcome {
  /** The function's answer or its error object, as JSON text. */
  readonly payload: string;
  /** Set when the function failed: 'Unhandled' (AWS writes it to X-Amz-Function-Error). */
  readonly functionError?: 'Handled' | 'Unhandled';
  readonly executedVersion?: string;
}

/** Runs a function. For 'Event' it should accept and return at once; undefined: no such function. */
export type InvokeHook = (
  functionNameOrArn: string,
  payload: string,
  options: { readonly invocationType: 'RequestResponse' | 'Event' },
) => Promise<InvocationOutcome | undefined>;

export interface LambdaState {
  /** The lab host's way to run functions; without one every Invoke says ResourceNotFoundException. */
  invoke: InvokeHook | undefined;
  functionArn(nameOrArn: string, qualifier?: string): string;
}

export const lambdaState = (account: Account): LambdaState => ({
  invoke: undefined,
  functionArn(nameOrArn, qualifier) {
    const base = nameOrArn.startsWith('arn:')
      ? nameOrArn
      : `arn:aws:lambda:${account.region}:${account.accountId}:function:${nameOrArn}`;
    return qualifier === undefined ? base : `${base}:${qualifier}`;
  },
});
