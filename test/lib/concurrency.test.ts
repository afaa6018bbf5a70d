// How much of Lambda's concurrency is needed, said at synth, and set aside only where the settings ask for it.
import { beforeAll, expect, test } from '@jest/globals';
import { FUNCTIONS } from '../../functions/contract/runtime/functions.ts';
import { atOnce, BY_THE_CLOCK, reservedFor, reservedInAll } from '../../lib/functions/concurrency.ts';
import { resourcesOf, type Synthesized, synthesized } from './synthesized.ts';

let reserving: Synthesized;
let plain: Synthesized;
beforeAll(async () => {
  reserving = await synthesized('test/lib/settings/private-management.yaml');
  plain = await synthesized('twinbox.yaml');
});

const reserved = ({ template }: Synthesized) =>
  resourcesOf(template, 'AWS::Lambda::Function').map(([, { Properties }]) => [
    String(Properties.FunctionName).replace('Twinbox-', ''),
    Properties.ReservedConcurrentExecutions,
  ]);

test('nothing is set aside where the settings do not ask for it: a new account would refuse the deployment', () => {
  expect(new Set(reserved(plain).map(([, count]) => count))).toEqual(new Set([undefined]));
  expect(plain.said).toContain('up to 13 functions run at once (quota "Concurrent executions" of the region)');
});

test('where they do, every function has its own, and synth says what quota that takes', () => {
  expect(reserved(reserving)).toEqual(FUNCTIONS.map(({ verb }) => [verb, reservedFor(verb, 1)]));
  expect(reserving.said).toContain(`${reservedInAll(1)} are reserved, for which the quota must be ${reservedInAll(1) + 100}`);
});

test.each([1, 5, 20])('with %i pairs, each may recover, be captured and be read back at the same time', (pairs) => {
  for (const { verb } of FUNCTIONS) {
    expect(reservedFor(verb, pairs)).toBeGreaterThan(verb in BY_THE_CLOCK ? 2 : pairs + 1);
  }
  expect(atOnce(pairs)).toBeLessThan(reservedInAll(pairs));
});

test('every function that a schedule calls is counted: those for all pairs by the clock, the others once a pair', () => {
  const { template } = plain;
  const verbOf = (arn: unknown): string | undefined =>
    resourcesOf(template, 'AWS::Lambda::Function')
      .filter(([id]) => JSON.stringify(arn).includes(`"${id}"`))
      .map(([, { Properties }]) => String(Properties.FunctionName).replace('Twinbox-', ''))[0];
  const called = resourcesOf(template, 'AWS::Scheduler::Schedule').flatMap(([, { Properties }]) => {
    const { Arn, Input } = Properties.Target as { Arn: unknown; Input?: string };
    const verb = verbOf(Arn);
    return verb === undefined ? [] : [{ verb, ofPair: (Input ?? '').includes('support') }];
  });
  const verbsOf = (ofPair: boolean) => called.filter((one) => one.ofPair === ofPair).map(({ verb }) => verb);
  expect(verbsOf(false).toSorted()).toEqual(Object.keys(BY_THE_CLOCK).toSorted());
  // A recovery, a capture, a read-back and a close-out: four a pair.
  expect(verbsOf(true).toSorted()).toEqual(['capture', 'read-back']);
  expect(atOnce(2) - atOnce(1)).toBe(4);
  expect(atOnce(0)).toBe(Object.values(BY_THE_CLOCK).reduce((total, copies) => total + copies - 1, 0));
});
