// What the phase table says of one state of the workflow, and the ends of the graph.

import type { Outcome } from '../../domain/model/outcome.ts';

/** One state of the workflow that runs a function. */
export interface Phase {
  /** State name, a verb phrase. Its function's entry is functions/handlers/<verb>.ts. */
  readonly state: string;
  readonly verb: string;
  /** Key under which the result stands in the execution's data. */
  readonly result: string;
  /** What it does, one sentence, present tense. */
  readonly description: string;
  readonly functionTimeoutSeconds: number;
  /** Longer than the function's own, so that a function always ends first. */
  readonly taskTimeoutSeconds: number;
  /** Present where the state may answer `again`: the wait before the next attempt, and how many attempts there are in all. */
  readonly loop?: {
    readonly waitSeconds: number;
    readonly attempts: number;
    /** True where the state's answer says itself, as `waitSeconds`, how long to wait: at most the figure above. */
    readonly saysWait?: boolean;
    /** No attempt is begun once so much has passed since the first; left out where the attempts alone bound it well enough. */
    readonly withinSeconds?: number;
  };
  /** The only kind of recovery that comes here; left out where it is no matter. */
  readonly only?: 'drill';
  /** An outcome that leads back up the table, and how many attempts of this state there are in all: at the last it fails instead. */
  readonly back?: { readonly outcome: Outcome; readonly attempts: number };
  /** What it usually takes, for the expected time printed at synth. */
  readonly expectedSeconds: number;
  /** Outcome → next state. `again` is not listed: it is the loop. */
  readonly next: Readonly<Partial<Record<Outcome, string>>>;
}

/** Ends of the graph that run no function. */
export const DONE = 'Done';
export const FAILED = 'Failed';
