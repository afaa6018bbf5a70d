// Reads JSON that came from an appliance. What is no JSON is undefined, so that a schema refuses it; the text is never quoted, it may
// hold secrets.

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? undefined : error;
  }
};
