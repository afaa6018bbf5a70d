// What a function answers to the weekly ping, before its step is asked anything: no lease is taken, nothing is read or touched.
import type { MiddlewareObj } from '@middy/core';
import { PING, PINGED } from '../contract/runtime/ping.ts';

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/**
 * The answer to a ping; undefined for any other event. Begin knows a ping by the raw input, which it alone is given; the others by
 * the mark that Begin's answer leaves in the data. With an error there it is no ping any more: Halt has to notify people of it.
 */
const pingAnswer = (event: unknown, version: string): object | undefined => {
  const answer = { outcome: PINGED, attempt: 1, evidence: [`version ${version} answers`] };
  const input = fieldOf(event, 'input');
  if (input !== undefined) return fieldOf(input, 'kind') === PING ? { ping: true, begin: answer } : undefined;
  const state = fieldOf(event, 'state');
  return fieldOf(state, 'ping') === true && fieldOf(state, 'error') === undefined ? answer : undefined;
};

/** Answers a ping at once; every other event goes on. */
export const answerPing: MiddlewareObj = { before: ({ event, context }) => pingAnswer(event, context.functionVersion) };
