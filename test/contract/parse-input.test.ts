// What a person may type at the console, and how they are told all that is wrong with it.

import { parseInput } from '../../functions/contract/workflow/verbs/parse-input.ts';
import { INPUT_KINDS } from '../../functions/contract/workflow/verbs/verbs.ts';

const faultsOf = (raw: unknown): string => {
  try {
    return JSON.stringify(parseInput(raw));
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};

test('empty input is an operator’s request to check whether a failover is needed', () => {
  expect(parseInput({})).toEqual({ kind: 'failover', dryRun: false, trigger: 'person' });
});

test('all faults are listed at once, for the form of the given kind', () => {
  expect(faultsOf({ pair: 7, dryRun: 'yes', speed: 'fast' })).toBe(
    'WrongInput: the input has 3 faults: pair must be a string; dryRun must be a boolean; unknown keys: speed',
  );
  expect(faultsOf({ kind: 'pause', until: 'tomorrow' })).toBe(
    'WrongInput: the input has 2 faults: reason is missing: a string is required; until must be a time like 2026-11-22T20:15:00Z',
  );
});

test('a wrong kind is listed together with the faults that apply to every kind', () => {
  const kinds = INPUT_KINDS.map((kind) => JSON.stringify(kind)).join(' or ');
  expect(faultsOf({ kind: 'failoverr', pair: 7, speed: 'fast', reason: 'a kind might take it' })).toBe(
    `WrongInput: the input has 3 faults: kind must be ${kinds}; pair must be a string; unknown keys: speed`,
  );
});

test.each([['a string'], [['a', 'list']], [7], [null]])('%j is not an input', (raw) => {
  expect(faultsOf(raw)).toBe('WrongInput: the input has a fault: the input must be a JSON object');
});
