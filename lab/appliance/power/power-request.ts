// Reads the body of a request to the simulated power controller, up to a limit.
import type { IncomingMessage } from 'node:http';

const BODY_LIMIT_BYTES = 16 * 1024;

const readBody = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_LIMIT_BYTES) throw new RangeError('request body over 16 KiB');
  }
  return text;
};

/** Reads the body as a JSON object; anything else reads as an empty object. @throws RangeError over 16 KiB */
export const readJson = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
  try {
    const body: unknown = JSON.parse(await readBody(request));
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
};
