// What is known of a recovery whose execution has gone: from its lease, its hold, its end in the record, or nothing.

import {
  failureOfEnd,
  recoveryOfJournal,
  recoveryOfLease,
  wasPreempted,
} from '../../functions/domain/admission/orphaned-recovery.ts';
import { timeOfId } from '../../functions/domain/text/basic-time.ts';
import { HOLD, isoIn, recordWith } from './records.ts';

const APPLIANCES = ['london', 'dublin'];
const ID = '20261122T201503Z-0a1b2c3d';
const LEASE = {
  owner: 'execution-1',
  epoch: 4,
  notAfter: isoIn(60),
  recoveryId: ID,
  kind: 'failover',
  dryRun: false,
} as const;
const journalOf = (change: Parameters<typeof recordWith>[0]) =>
  recoveryOfJournal(recordWith(change), ID, 'execution-1', 4, APPLIANCES);

test('a lease tells the direction that Begin gave it; an older one has that of the record', () => {
  const back = { ...LEASE, from: 'dublin', to: 'london' };
  expect(recoveryOfLease(recordWith({ lease: back }), back, APPLIANCES)).toMatchObject({
    from: 'dublin',
    to: 'london',
  });
  expect(recoveryOfLease(recordWith({ lease: LEASE }), LEASE, APPLIANCES)).toMatchObject({
    from: 'london',
    to: 'dublin',
    startedAt: '2026-11-22T20:15:03.000Z',
  });
});

test('a journal alone has the direction of its own hold, never of another one', () => {
  const hold = { ...HOLD, from: 'dublin', to: 'paris', recoveryId: ID };
  expect(journalOf({ hold })).toMatchObject({ from: 'dublin', to: 'paris', kind: 'failover' });
  expect(journalOf({ hold: { ...hold, recoveryId: 'another' } })).toMatchObject({ from: 'london', to: 'dublin' });
});

test('a journal alone is of the kind that the record ended it as, and a failover otherwise', () => {
  const lastRecovery = { recoveryId: ID, kind: 'drill', outcome: 'halted', epoch: 4, endedAt: isoIn(0) } as const;
  expect(journalOf({ lastRecovery }).kind).toBe('drill');
  expect(journalOf({ lastRecovery: { ...lastRecovery, recoveryId: 'another' } }).kind).toBe('failover');
});

test('a drill was stopped for a failover if its lease or its end says so', () => {
  const ended = { recoveryId: ID, kind: 'drill', outcome: 'preempted', epoch: 4, endedAt: isoIn(0) } as const;
  expect(wasPreempted(recordWith({ lease: { ...LEASE, preemptedBy: 'r5' } }), ID)).toBe(true);
  expect(wasPreempted(recordWith({ lease: LEASE }), ID)).toBe(false);
  expect(wasPreempted(recordWith({ lastRecovery: ended }), ID)).toBe(true);
  expect(wasPreempted(recordWith({ lastRecovery: ended }), 'another')).toBe(false);
});

test('an end has a name, a preempted one its own, and a state that nobody knows is named as it is', () => {
  expect(failureOfEnd('ABORTED').name).toBe('ExecutionStopped');
  expect(failureOfEnd('ABORTED', true).name).toBe('DrillPreempted');
  expect(failureOfEnd('constructor')).toMatchObject({
    name: 'ExecutionEnded',
    message: expect.stringContaining('constructor'),
  });
});

test('an id that holds no time is refused', () => {
  expect(() => timeOfId('r4')).toThrow('does not begin with a time');
});
