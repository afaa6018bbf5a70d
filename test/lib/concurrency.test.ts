// How much of Lambda's concurrency is needed, said at synth, and set aside only where the settings ask for it.
import { beforeAll, expect, test } from '@jest/globals';
import { FUNCTIONS } from '../../functions/contract/runtime/functions.ts';
import { AT_ONCE, BY_THE_CLOCK, RESERVED, reservedFor } from '../../lib/functions/concurrency.ts';
import { resourcesOf, type Synthesized, synthesized } from './synthesized.ts';

let reserving: Synthesized;
let plain: Synthesized;
beforeAll(async () => {
  reserving = await synthesized('test/lib/settings/private-management.yaml');
  plain = await synthesized('twinbox.yaml');
});

const reserved = ({ template }: Synthesized) =>
  resourcesOf(template, 'AWS::Lambda::Function').map(([, { Properties }]) => [
    String(Properties.FunctionName).replace('Twinbox-support-', ''),
    Properties.ReservedConcurrentExecutions,
  ]);

test('nothing is set aside where the settings do not ask for it: a new account would refuse the deployment', () => {
  expect(new Set(reserved(plain).map(([, count]) => count))).toEqual(new Set([undefined]));
  expect(plain.said).toContain('up to 14 functions run at once (quota "Concurrent executions" of the region)');
});

test('where they do, every function has its own, and synth says what quota that takes', () => {
  expect(reserved(reserving)).toEqual(FUNCTIONS.map(({ verb }) => [verb, reservedFor(verb)]));
  expect(reserving.said).toContain(`${RESERVED} are reserved, so the quota must be at least ${RESERVED + 100}`);
});

test('a pair may recover, be captured and be read back at the same time', () => {
  for (const { verb } of FUNCTIONS) expect(reservedFor(verb)).toBeGreaterThan(2);
  expect(AT_ONCE).toBeLessThan(RESERVED);
});

test('two pairs need twice as much, and the synth says so', async () => {
  expect((await synthesized('test/lib/settings/two-of-each.yaml')).said).toContain(
    `up to ${2 * AT_ONCE} functions run at once`,
  );
});

test('every function that a schedule calls is counted: those that come every minute, and the others', () => {
  const { template } = plain;
  const verbOf = (arn: unknown): string | undefined =>
    resourcesOf(template, 'AWS::Lambda::Function')
      .filter(([id]) => JSON.stringify(arn).includes(`"${id}"`))
      .map(([, { Properties }]) => String(Properties.FunctionName).replace('Twinbox-support-', ''))[0];
  const called = resourcesOf(template, 'AWS::Scheduler::Schedule').flatMap(([, { Properties }]) => {
    const { Arn, Input } = Properties.Target as { Arn: unknown; Input?: string };
    const verb = verbOf(Arn);
    return verb === undefined ? [] : [{ verb, ofPair: (Input ?? '').includes('support') }];
  });
  const verbsOf = (ofPair: boolean) => called.filter((one) => one.ofPair === ofPair).map(({ verb }) => verb);
  expect(verbsOf(false).toSorted()).toEqual(Object.keys(BY_THE_CLOCK).toSorted());
  // A recovery, a capture, a read-back, a check of readiness and a close-out: five beside them.
  expect(verbsOf(true).toSorted()).toEqual(['capture', 'check-readiness', 'read-back']);
  expect(AT_ONCE).toBe(Object.values(BY_THE_CLOCK).reduce((total, copies) => total + copies - 1, 0) + 5);
});
