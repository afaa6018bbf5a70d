// Reads the pair from the event of a schedule or of a manual invocation.
import { failure } from '../../domain/failure/failure.ts';

/** @throws WrongInput */
export const namedPair = (event: unknown, asked: string): string => {
  if (typeof event === 'object' && event !== null && 'pair' in event && typeof event.pair === 'string')
    return event.pair;
  throw failure('WrongInput', `${asked} needs {"pair": "<name>"}`, 'Name the pair in the input of the schedule.');
};
