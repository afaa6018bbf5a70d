// What a person may type at the console, and how they are told all that is wrong with it.
import { parseInput } from '../../functions/contract/workflow/parse-input.ts';

const faultsOf = (raw: unknown): string => {
  try {
    return JSON.stringify(parseInput(raw));
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};

test('nothing at all is a request to look whether a failover is needed, by a person', () => {
  expect(parseInput({})).toEqual({ kind: 'failover', dryRun: false, trigger: 'person' });
});

test('every fault is named at once, against the kind that was meant', () => {
  expect(faultsOf({ pair: 7, dryRun: 'yes', speed: 'fast' })).toBe(
    'WrongInput: the input has 3 faults: pair must be a string; dryRun must be a boolean; speed: unknown here',
  );
  expect(faultsOf({ kind: 'pause', until: 'tomorrow' })).toBe(
    'WrongInput: the input has 2 faults: reason is missing: a string is wanted; until must be a time like 2026-11-22T20:15:00Z',
  );
});

test('where the kind is wrong, what no kind would take is named beside it', () => {
  expect(faultsOf({ kind: 'failoverr', pair: 7, speed: 'fast', reason: 'a kind might take it' })).toBe(
    'WrongInput: the input has 3 faults: kind must be "failover" or "drill" or "fence" or "status" or "pause" or "resume" or "acknowledge" or "trust" or "distrust" or "ping"; pair must be a string; speed: unknown here',
  );
});

test.each([['a string'], [['a', 'list']], [7], [null]])('%j is no input', (raw) => {
  expect(faultsOf(raw)).toBe('WrongInput: the input has a fault: the input must be a JSON object');
});
