// What became of one mutation.

export type Verdict =
  /** The changed template was noticed. */
  | { readonly end: 'killed'; readonly by: string; readonly why: string }
  /** It was told on the changed template, and stayed green. */
  | { readonly end: 'survived'; readonly why: string }
  /** No scenario made use of the wire: nothing is known. */
  | { readonly end: 'untouched'; readonly why: string };

export const killed = (by: string, why: string): Verdict => ({ end: 'killed', by, why });
export const survived = (why: string): Verdict => ({ end: 'survived', why });
export const untouched = (why: string): Verdict => ({ end: 'untouched', why });
