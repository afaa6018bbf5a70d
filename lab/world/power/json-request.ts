// What the simulated power devices share: a request's body, and an answer in JSON.
import type { IncomingMessage, ServerResponse } from 'node:http';

const BODY_LIMIT = 16 * 1024;

export const readText = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_LIMIT) throw new RangeError('request body over 16 KiB');
  }
  return text;
};

export const sendJson = (response: ServerResponse, status: number, body?: object): void => {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', connection: 'close' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};
