// A row of the verb table, which describes one thing that a person can ask the workflow for.
import type * as z from 'zod/mini';

/**
 * The worst that the verb can lead to. `none`: it reads. `record`: it changes what Twinbox does by itself. `standby`: it
 * makes the standby unavailable for a time. `users`: it may power an appliance off, or move users.
 */
export type Danger = 'none' | 'record' | 'standby' | 'users';

/** Who does it: a recovery under the lease, the state Operate, CheckReadiness or SetPrimary, or the wrapper of every function. */
export type Runner = 'recovery' | 'operation' | 'readiness' | 'set-primary' | 'ping';

export interface VerbRow {
  /** Value of `kind` in the input. */
  readonly kind: string;
  readonly runs: Runner;
  /** What it changes, one or two sentences, present tense. */
  readonly changes: string;
  /** What must be so beforehand, and what the input must say, in one sentence. */
  readonly requires: string;
  /** When it is refused or ends without effect: one clause each, to follow "refused when". */
  readonly refusedWhen: readonly string[];
  /** Whether it takes the lease under a new epoch. */
  readonly takesLease: boolean;
  readonly danger: Danger;
  /** An input that the form takes. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly form: z.ZodMiniObject;
  /** Faults that the form cannot express, each naming its key. */
  readonly faultsBeside?: (raw: object) => readonly string[];
}
