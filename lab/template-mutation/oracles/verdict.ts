// The verdict on one mutation.

export type Verdict =
  /** A check noticed the mutation. */
  | { readonly end: 'killed'; readonly by: string; readonly why: string }
  /** Scenarios or replays ran on the mutated template and passed. */
  | { readonly end: 'survived'; readonly why: string }
  /** No scenario uses the mutated element, so nothing is known. */
  | { readonly end: 'untouched'; readonly why: string };

export const killed = (by: string, why: string): Verdict => ({ end: 'killed', by, why });
export const survived = (why: string): Verdict => ({ end: 'survived', why });
export const untouched = (why: string): Verdict => ({ end: 'untouched', why });
