// The one way in which a step writes to the log.

/** Says something in the log: a sentence, and what was caught. */
export type Say = (sentence: string, caught?: unknown) => void;
