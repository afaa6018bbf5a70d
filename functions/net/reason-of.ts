// Why a question failed, as one text for the evidence.

/** The message of an error; anything else that was thrown, as text. */
export const reasonOf = (thrown: unknown): string => (Error.isError(thrown) ? thrown.message : String(thrown));
