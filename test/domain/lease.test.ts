// Who may take the lease, who has lost it, and how it ends.

import {
  endLease,
  holdsLease,
  type LeaseRequest,
  mayBeAlive,
  renewLease,
  settleLease,
  takeLease,
} from '../../functions/domain/admission/lease.ts';
import type { Lease, PairRecord } from '../../functions/domain/record/pair-record.ts';
import { fc } from '../properties.ts';
import { HOLD, isoIn, NOW_MS, recordWith } from './records.ts';

const request = (change: Partial<LeaseRequest> = {}): LeaseRequest => ({
  recoveryId: 'r5',
  owner: 'arn:execution:r5',
  kind: 'failover',
  dryRun: false,
  aliveUntilMs: NOW_MS + 30_000,
  ownerIsRunning: false,
  ...change,
});
const leaseUntil = (notAfter: string): Lease => ({
  owner: 'arn:execution:r4',
  epoch: 4,
  notAfter,
  recoveryId: 'r4',
  kind: 'failover',
  dryRun: false,
});
const take = (record: PairRecord, change: Partial<LeaseRequest> = {}): PairRecord => {
  const taken = takeLease(record, request(change), NOW_MS);
  if (taken.answer !== 'taken') throw new Error(`not taken: ${taken.answer}`);
  return taken.record;
};
const CLAIM = { recoveryId: 'r5', owner: 'arn:execution:r5', epoch: 5 };

describe('to take the lease', () => {
  test('gives a new epoch, one higher, and counts until the function that took it is surely over', () => {
    const { epoch, lease } = take(recordWith());
    expect(epoch).toBe(5);
    expect(lease).toMatchObject({ owner: 'arn:execution:r5', epoch: 5, recoveryId: 'r5', notAfter: isoIn(40) });
  });

  test('is refused while its owner runs, however long its functions have been over', () => {
    const record = recordWith({ lease: leaseUntil(isoIn(-3600)) });
    expect(takeLease(record, request({ ownerIsRunning: true }), NOW_MS)).toEqual({ answer: 'held', by: record.lease });
  });

  test('must wait for the functions of an owner that runs no more, and then succeeds', () => {
    expect(takeLease(recordWith({ lease: leaseUntil(isoIn(0)) }), request(), NOW_MS)).toEqual({
      answer: 'quiet',
      until: isoIn(0),
    });
    expect(take(recordWith({ lease: leaseUntil(isoIn(-1)) })).epoch).toBe(5);
  });

  test('must wait for the functions of a recovery that gave it back, and then forgets that time', () => {
    expect(takeLease(recordWith({ leaseBlockedUntil: isoIn(7) }), request(), NOW_MS)).toEqual({
      answer: 'quiet',
      until: isoIn(7),
    });
    expect(take(recordWith({ leaseBlockedUntil: isoIn(-1) }))).not.toHaveProperty('leaseBlockedUntil');
  });

  test('waits for the later of the two', () => {
    const record = recordWith({ lease: leaseUntil(isoIn(3)), leaseBlockedUntil: isoIn(7) });
    expect(takeLease(record, request(), NOW_MS)).toEqual({ answer: 'quiet', until: isoIn(7) });
  });

  test('once more as the same recovery gives the same epoch', () => {
    const once = take(recordWith());
    const twice = take(once, { aliveUntilMs: NOW_MS + 60_000 });
    expect(twice.epoch).toBe(5);
    expect(twice.lease?.notAfter).toBe(isoIn(70));
  });

  test('leaves a hold where it is', () => {
    expect(take(recordWith({ hold: HOLD })).hold).toEqual(HOLD);
  });

  test('never succeeds while a function of another recovery may be alive, and never under an epoch that was there', () => {
    const seconds = fc.integer({ min: -100, max: 100 });
    const held = fc.option(seconds, { nil: undefined });
    fc.assert(
      fc.property(held, held, fc.boolean(), (leaseSeconds, quietSeconds, ownerIsRunning) => {
        const record = recordWith({
          ...(leaseSeconds !== undefined && { lease: leaseUntil(isoIn(leaseSeconds)) }),
          ...(quietSeconds !== undefined && { leaseBlockedUntil: isoIn(quietSeconds) }),
        });
        const { answer, ...rest } = takeLease(record, request({ ownerIsRunning }), NOW_MS);
        const alive = (leaseSeconds ?? -1) >= 0 || (quietSeconds ?? -1) >= 0;
        const free = !alive && !(ownerIsRunning && record.lease);
        expect(answer === 'taken').toBe(free);
        if ('record' in rest) expect(rest.record.epoch).toBeGreaterThan(record.epoch);
      }),
    );
  });
});

describe('the lease while it is held', () => {
  const held = take(recordWith());

  test('is prolonged before acting and settled after', () => {
    const renewed = renewLease(held, CLAIM, NOW_MS + 870_000);
    expect(renewed.lease?.notAfter).toBe(isoIn(880));
    expect(settleLease(renewed, CLAIM, NOW_MS + 5_000).lease?.notAfter).toBe(isoIn(15));
  });

  test('is never shortened by a later state: a state that timed out leaves its function running', () => {
    const long = renewLease(held, CLAIM, NOW_MS + 870_000);
    expect(renewLease(long, CLAIM, NOW_MS + 60_000).lease?.notAfter).toBe(isoIn(880));
  });

  test('says until when a function may be alive', () => {
    const lease = leaseUntil(isoIn(10));
    expect([9_999, 10_000, 10_001].map((afterMs) => mayBeAlive(lease, NOW_MS + afterMs))).toEqual([true, true, false]);
  });

  test.each([
    ['another took it', { ...held, epoch: 6, lease: { ...leaseUntil(isoIn(30)), epoch: 6 } }],
    ['it was given back', recordWith({ epoch: 5 })],
    ['the record’s epoch has gone on', { ...held, epoch: 6 }],
  ])('is lost when %s', (_name, record) => {
    expect(holdsLease(record, CLAIM)).toBe(false);
    for (const work of [
      () => renewLease(record, CLAIM, NOW_MS),
      () => settleLease(record, CLAIM, NOW_MS),
      () => endLease(record, CLAIM, { outcome: 'moved', aliveUntilMs: NOW_MS }, NOW_MS),
    ]) {
      expect(work).toThrow(expect.objectContaining({ name: 'LeaseLostError' }));
    }
  });
});

describe('the end of the lease', () => {
  const held = take(recordWith({ hold: HOLD }));

  test('says how it ended and keeps the pair quiet until the last function is surely over', () => {
    const ended = endLease(held, CLAIM, { outcome: 'moved', aliveUntilMs: NOW_MS + 8_000 }, NOW_MS);
    expect(ended).not.toHaveProperty('lease');
    expect(ended.lastRecovery).toEqual({
      recoveryId: 'r5',
      kind: 'failover',
      outcome: 'moved',
      epoch: 5,
      endedAt: isoIn(0),
    });
    expect(ended.leaseBlockedUntil).toBe(isoIn(40));
    const later = endLease(held, CLAIM, { outcome: 'moved', aliveUntilMs: NOW_MS + 60_000 }, NOW_MS);
    expect(later.leaseBlockedUntil).toBe(isoIn(70));
  });

  test('takes an older hold away, keeps it, or leaves a new one', () => {
    const end = { outcome: 'moved', aliveUntilMs: NOW_MS } as const;
    expect(endLease(held, CLAIM, end, NOW_MS)).not.toHaveProperty('hold');
    expect(endLease(held, CLAIM, { ...end, keepHold: true }, NOW_MS).hold).toEqual(HOLD);
    const hold = { ...HOLD, recoveryId: 'r5' };
    expect(endLease(held, CLAIM, { ...end, hold, keepHold: true }, NOW_MS).hold).toEqual(hold);
  });
});
