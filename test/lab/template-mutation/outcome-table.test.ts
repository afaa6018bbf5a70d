// What counts as proven: a wire that is missed. Everything else is said aloud, and an excuse must be needed.

import type { Mutation } from '../../../lab/template-mutation/mutations/mutation.ts';
import { lineOf, outcomeOf, tableOf, unusedExcuses } from '../../../lab/template-mutation/oracles/outcome-table.ts';
import { killed, survived, untouched } from '../../../lab/template-mutation/oracles/verdict.ts';

const mutation: Mutation = { id: 'schedule Minutely', kind: 'schedule', logicalId: 'Minutely', edit: () => undefined };
const excuse = { fits: /^schedule Minutely$/, reason: 'nobody is up at night' };

describe('the outcome of a mutation', () => {
  test('is killed by what missed the wire', () => {
    const outcome = outcomeOf(mutation, killed('main', 'ScenarioStuck'), [excuse]);
    expect(outcome.end).toBe('killed');
    expect(lineOf(outcome)).toContain('killed by main: ScenarioStuck');
  });

  test.each([
    ['survived', survived('green: main')],
    ['untouched', untouched('no scenario makes use of it')],
  ] as const)('is red where it %s without an excuse, and excused with one', (end, verdict) => {
    expect(outcomeOf(mutation, verdict, []).end).toBe(end);
    expect(outcomeOf(mutation, verdict, [excuse])).toMatchObject({
      end: 'excused',
      message: expect.stringContaining(excuse.reason),
    });
  });
});

describe('an excuse', () => {
  test('is unused when its wire is missed after all', () => {
    expect(unusedExcuses([outcomeOf(mutation, killed('main', 'why'), [excuse])], [excuse])).toEqual([String(excuse.fits)]);
  });

  test('is not judged where its wire was not tried, and not unused where it is needed', () => {
    expect(unusedExcuses([], [excuse])).toEqual([]);
    expect(unusedExcuses([outcomeOf(mutation, survived('green'), [excuse])], [excuse])).toEqual([]);
  });
});

test('the table counts by kind, and what was not tried', () => {
  const table = tableOf([outcomeOf(mutation, killed('main', 'why'), [])], (kind) => (kind === 'schedule' ? 3 : 0));
  expect(table.split('\n').find((line) => line.startsWith('schedule'))).toMatch(/^schedule\s+3\s+1\s+0\s+0\s+0\s+2$/);
});
