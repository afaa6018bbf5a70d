// One sandbox of a function, whatever runs it: it serves one invocation at a time and is gone after a timeout or a
// crash.
import type { FunctionDefinition } from './function-definition.ts';
import type { NetworkCut } from './network-cut.ts';
import type { FunctionFault, InvocationContext } from './worker-protocol.ts';

export interface SandboxOptions {
  readonly definition: FunctionDefinition;
  readonly environment: Readonly<Record<string, string>>;
  readonly cuts: readonly NetworkCut[];
  readonly onOutput: (text: string) => void;
}

export type SandboxAnswer =
  | { readonly kind: 'answer'; readonly payload: string }
  | { readonly kind: 'fault'; readonly fault: FunctionFault };

export interface Sandbox extends AsyncDisposable {
  /** Resolves once the code is imported, with its fault if that failed. */
  readonly ready: Promise<FunctionFault | undefined>;
  /** False after a crash, a failed import or an end: do not use it again. */
  readonly alive: boolean;
  invoke(id: string, payload: string, context: InvocationContext, deadlineMs: number): Promise<SandboxAnswer>;
  /** Ends the sandbox at once; a running invocation is answered with the fault. */
  end(fault: FunctionFault): void;
  setCuts(cuts: readonly NetworkCut[]): void;
}

/** Starts a sandbox; it imports its code at once. */
export type StartSandbox = (options: SandboxOptions) => Sandbox;
