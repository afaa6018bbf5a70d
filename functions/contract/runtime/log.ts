// How the product writes to the log: a step says sentences; what runs it keeps lines with fields.

/** Says something in the log: a sentence, and what was caught. */
export type Say = (sentence: string, caught?: unknown) => void;

type Write = (line: string, ...fields: Record<string, unknown>[]) => void;

/** Lines of a log, each with fields of its own. */
export interface Log {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
