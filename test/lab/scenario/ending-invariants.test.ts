// Invariant 5 in made-up worlds: how executions end.
import { breachesOf } from './breaches.ts';
import { ADDRESSES, at, type FabricatedWorld } from './fabricated-world.ts';
import { ARN, claimOf, goodReport, RECOVERY, REPORT } from './good-failover.ts';

const RUN = 'execution run-12345678 (SUCCEEDED)';

const execution =
  (name: string, input: object, status = 'SUCCEEDED') =>
  (world: FabricatedWorld) =>
    world.executions.push({
      ...{ executionArn: `arn:${name}`, name, status, input: JSON.stringify(input), output: '{}' },
      ...{ startMs: at(180), stopMs: at(185) },
    });

const reportSays = (change: object) => ({
  instead: { report: (world: FabricatedWorld) => world.put(REPORT, { ...goodReport, ...change }) },
});

describe('every end is told', () => {
  test('a recovery without a report or without a message is a breach', async () => {
    expect(await breachesOf(5, { leaveOut: ['report'] })).toEqual([`${RUN} left no report`]);
    expect(await breachesOf(5, { leaveOut: ['message'] })).toEqual([`${RUN} sent no notification`]);
  });

  test('a message from before it began does not count', async () => {
    const message = await breachesOf(5, {
      leaveOut: ['message'],
      also: [[10, (world) => world.play(`recovery ${RECOVERY}`)]],
    });
    expect(message).toEqual([`${RUN} sent no notification`]);
  });

  test('a run that did not begin owes both as well', async () => {
    expect(await breachesOf(5, { also: [[180, execution('not-begun', {})]] })).toEqual([
      'execution not-begun (SUCCEEDED) sent no notification',
      'execution not-begun (SUCCEEDED) left no report',
    ]);
  });

  test('one that failed before it was let in owes a message alone, and one that was mistyped an answer', async () => {
    const fails = [180, execution('bad-input', { kind: 'nonsense' }, 'FAILED')] as const;
    expect(await breachesOf(5, { also: [fails] })).toEqual(['execution bad-input (FAILED) sent no notification']);
    expect(await breachesOf(5, { also: [fails, [185, (world) => world.play('Execution: arn:bad-input')]] })).toEqual(
      [],
    );
  });

  test('one that was let in and then stopped owes a report, as its journal or its lease in an old revision shows', async () => {
    const stopped = [180, execution('stopped', {}, 'ABORTED')] as const;
    const notified = [185, (world: FabricatedWorld) => world.play('Execution: arn:stopped')] as const;
    const message = ['execution stopped (ABORTED) left no report'];
    const journal = (world: FabricatedWorld) => world.put('journal/support/20260101T000300Z-stopped/x.json', {});
    expect(await breachesOf(5, { also: [stopped, notified, [182, journal]] })).toEqual(message);
    const lease = (world: FabricatedWorld) =>
      world.put('pairs/support.json', { epoch: 2, lease: { owner: 'arn:stopped' } });
    const released = (world: FabricatedWorld) => world.put('pairs/support.json', { epoch: 2 });
    expect(await breachesOf(5, { also: [stopped, notified, [182, lease], [184, released]] })).toEqual(message);
  });

  test('status owes nothing; a pause owes a message', async () => {
    expect(await breachesOf(5, { also: [[180, execution('a-status', { kind: 'status' })]] })).toEqual([]);
    expect(await breachesOf(5, { also: [[180, execution('a-pause', { kind: 'pause' })]] })).toEqual([
      'execution a-pause (SUCCEEDED) sent no notification',
    ]);
  });

  test('one that still runs owes nothing yet', async () => {
    expect(await breachesOf(5, { leaveOut: ['end', 'report', 'message'] })).toEqual([]);
  });
});

describe('no lease outlives its execution', () => {
  test('a lease of an execution that has ended is a breach', async () => {
    expect(await breachesOf(5, { leaveOut: ['release'] })).toEqual([`the lease of ${ARN} outlived its execution`]);
  });

  test('one of an execution that runs is not', async () => {
    expect(await breachesOf(5, { leaveOut: ['release', 'end'] })).toEqual([]);
  });
});

describe('what the report says is so', () => {
  test('users moved, though the zone was not changed by it', async () => {
    expect(await breachesOf(5, { leaveOut: ['move'] })).toEqual([
      `${REPORT} says that users were moved, but the zone was not changed`,
    ]);
  });

  test('users not moved, though the zone was changed by it', async () => {
    expect(await breachesOf(5, reportSays({ outcome: 'halted', usersMoved: false }))).toEqual([
      `${REPORT} says that users were not moved, but the zone was changed`,
      `${REPORT} says halted, but the execution succeeded`,
    ]);
    expect(await breachesOf(5, reportSays({ usersMoved: false }))).toContain(
      `${REPORT} has the outcome moved, but says that users were not moved`,
    );
  });

  test('users moved to another appliance than the zone points at', async () => {
    const message = await breachesOf(5, {
      instead: { move: (world) => world.zone({ claim: claimOf(1, 'moved'), target: ADDRESSES.london }) },
    });
    expect(message).toEqual([`${REPORT} says that users were moved to dublin, but the zone points at london`]);
  });

  test('fenced, though the appliance had power all the time', async () => {
    expect(await breachesOf(5, { leaveOut: ['fence'] })).toEqual([
      `${REPORT} says that london is fenced, but it had power all the time`,
    ]);
  });

  test('rehearsed, though the appliance was restored with something else, or users were moved', async () => {
    const rehearsed = { outcome: 'rehearsed', recoveryPoint: { sha256: 'f'.repeat(64) } };
    expect(await breachesOf(5, reportSays(rehearsed))).toEqual([
      `${REPORT} has the outcome rehearsed, but says that users were moved`,
      `${REPORT} says that dublin carries ffffffff, but that is not what was restored there`,
    ]);
  });

  test('a restore point other than what the appliance was given', async () => {
    const message = await breachesOf(5, reportSays({ recoveryPoint: { sha256: 'f'.repeat(64) } }));
    expect(message).toEqual([`${REPORT} says that dublin carries ffffffff, but that is not what was restored there`]);
  });
});
