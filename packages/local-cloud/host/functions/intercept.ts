// What a scenario can put between Lambda and one function's sandbox: the call is made or not, and Lambda hears of it what
// the scenario wants.
import type { SandboxAnswer } from './sandbox.ts';

export type Answered = SandboxAnswer & { readonly coldStart?: boolean };

/** Makes the call; `neverEnds` leaves the sandbox alone at its timeout. */
export type Proceed = (how?: { readonly neverEnds?: boolean }) => Promise<Answered>;

/** `timeoutMs` is the function's own. */
export type Intercept = (
  call: { readonly payload: string; readonly timeoutMs: number },
  proceed: Proceed,
) => Promise<Answered>;
