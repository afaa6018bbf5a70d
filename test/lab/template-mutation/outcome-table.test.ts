// Only a killed mutation counts as proven. Everything else is printed, and an accepted entry must be needed.

import type { Mutation } from '../../../lab/template-mutation/mutations/mutation.ts';
import { lineOf, outcomeOf, tableOf, unusedAccepted } from '../../../lab/template-mutation/oracles/outcome-table.ts';
import { killed, survived, untouched } from '../../../lab/template-mutation/oracles/verdict.ts';

const mutation: Mutation = { id: 'schedule Minutely', kind: 'schedule', logicalId: 'Minutely', edit: () => undefined };
const entry = { fits: /^schedule Minutely$/, reason: 'nobody works at night' };

describe('the outcome of a mutation', () => {
  test('is killed by the check that noticed the mutation', () => {
    const outcome = outcomeOf(mutation, killed('main', 'ScenarioStuck'), [entry]);
    expect(outcome.end).toBe('killed');
    expect(lineOf(outcome)).toContain('killed by main: ScenarioStuck');
  });

  test.each([
    ['survived', survived('green: main')],
    ['untouched', untouched('no scenario makes use of it')],
  ] as const)('fails when the mutation %s without an accepted entry, and is accepted with one', (end, verdict) => {
    expect(outcomeOf(mutation, verdict, []).end).toBe(end);
    expect(outcomeOf(mutation, verdict, [entry])).toMatchObject({
      end: 'accepted',
      message: expect.stringContaining(entry.reason),
    });
  });
});

describe('an accepted entry', () => {
  test('is unused when its mutation is killed', () => {
    expect(unusedAccepted([outcomeOf(mutation, killed('main', 'why'), [entry])], [entry])).toEqual([
      String(entry.fits),
    ]);
  });

  test('is ignored when its mutation did not run, and is not unused when it is needed', () => {
    expect(unusedAccepted([], [entry])).toEqual([]);
    expect(unusedAccepted([outcomeOf(mutation, survived('green'), [entry])], [entry])).toEqual([]);
  });
});

test('the table counts by kind, including mutations that did not run', () => {
  const table = tableOf([outcomeOf(mutation, killed('main', 'why'), [])], (kind) => (kind === 'schedule' ? 3 : 0));
  expect(table.split('\n').find((line) => line.startsWith('schedule'))).toMatch(/^schedule\s+3\s+1\s+0\s+0\s+0\s+2$/);
});
