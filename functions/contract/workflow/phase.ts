// A row of the phase table, which describes one state of the workflow, and the ends of the graph.

import type { Outcome } from '../../domain/model/outcome.ts';
import type { RecoveryKind } from '../../domain/model/recovery.ts';

/** One state of the workflow that runs a function. */
export interface Phase {
  /** State name, a verb phrase. Its function's entry is functions/handlers/<verb>.ts. */
  readonly state: string;
  readonly verb: string;
  /** Key of the result in the execution's data. */
  readonly result: string;
  /** What it does, one sentence, present tense. */
  readonly description: string;
  readonly functionTimeoutSeconds: number;
  /** Longer than the function's own timeout, so that the function always ends first. */
  readonly taskTimeoutSeconds: number;
  /**
   * Present where the state may answer `again`: the wait before the next attempt, and how many attempts there are in
   * all.
   */
  readonly loop?: {
    readonly waitSeconds: number;
    readonly attempts: number;
    /** True if the state's answer gives the wait as `waitSeconds`: at most the figure above. */
    readonly saysWait?: boolean;
    /**
     * No attempt begins once this much time has passed since the first; absent if the attempts alone are enough of a
     * limit.
     */
    readonly withinSeconds?: number;
  };
  /** The kinds of recovery that enter this state, where a failover that goes well does not. */
  readonly only?: readonly RecoveryKind[];
  /** An outcome that leads back up the table, and the maximum attempts of this state: the last one fails instead. */
  readonly back?: { readonly outcome: Outcome; readonly attempts: number };
  /** Its usual duration, for the expected time printed at synth. */
  readonly expectedSeconds: number;
  /** Outcome → next state. `again` is not listed: it is the loop. */
  readonly next: Readonly<Partial<Record<Outcome, string>>>;
}

/** Ends of the graph that run no function. */
export const DONE = 'Done';
export const FAILED = 'Failed';
