// Answers the weekly ping before the step runs: the function takes no lease, reads nothing and changes nothing.
import type { MiddlewareObj } from '@middy/core';
import { PING, PINGED } from '../contract/runtime/ping.ts';

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/**
 * The answer to a ping; undefined for any other event. Begin recognizes a ping by the raw input, which only Begin gets.
 * The others recognize it by the mark that Begin's answer leaves in the data. With an error in the data Halt must
 * notify operators instead.
 */
const pingAnswer = (event: unknown, version: string): object | undefined => {
  const answer = { outcome: PINGED, attempt: 1, evidence: [`version ${version} answers`] };
  const input = fieldOf(event, 'input');
  if (input !== undefined) return fieldOf(input, 'kind') === PING ? { ping: true, begin: answer } : undefined;
  const state = fieldOf(event, 'state');
  return fieldOf(state, 'ping') === true && fieldOf(state, 'error') === undefined ? answer : undefined;
};

/** Answers a ping at once and passes every other event on. */
export const answerPing: MiddlewareObj = { before: ({ event, context }) => pingAnswer(event, context.functionVersion) };
