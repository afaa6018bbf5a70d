// Logging: a step says sentences; its runner writes lines with fields.

/** Logs a sentence, and a caught error. */
export type Say = (sentence: string, caught?: unknown) => void;

type Write = (line: string, ...fields: Record<string, unknown>[]) => void;

/** Lines of a log, each with fields of its own. */
export interface Log {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
