// Parses JSON from an appliance. Invalid JSON gives undefined, so that a schema refuses it. Never quotes the text,
// which may hold secrets.

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? undefined : error;
  }
};
