// What the commands of the program share: how work is done, and options that several take.
import { type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { Answer, Session } from './session.ts';

/** Runs a command's work with a session, and prints its answer; again and again if `watchMs` is given. */
export type Act = (
  work: (session: Session) => Promise<Answer>,
  options?: { readonly watchMs?: number },
) => Promise<void>;

/** A command whose options the compiler does not know. */
export type AnyCommand = CommandUnknownOpts;

export const confirmOption = (): Option =>
  new Option('--confirm <pair>', 'name the pair here instead of being asked') as Option;

const MOST_LISTED = 500;

/** A number of rows. @throws InvalidArgumentError */
export const count = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_LISTED) return number;
  throw new InvalidArgumentError(`A whole number from 1 to ${MOST_LISTED} is expected.`);
};
