// What blocks a start, whom it blocks, and what they are told.

import type { LastRecovery, PairRecord } from '../../functions/domain/record/pair-record.ts';
import { mayStart, type StartPolicy, type StartRequest } from '../../functions/domain/recovery/decision.ts';
import { HOLD, isoIn, NOW_MS, recordWith } from './records.ts';

const byAlarm: StartRequest = { trigger: 'alarm', kind: 'failover', dryRun: false };
const byPerson: StartRequest = { ...byAlarm, trigger: 'person' };
const act: StartPolicy = { automation: 'act', coolDownMinutes: 60 };
const observe: StartPolicy = { ...act, automation: 'observe' };
const block = (record: PairRecord, request = byAlarm, policy = act): string => {
  const decision = mayStart(record, request, policy, NOW_MS);
  return decision.action === 'start' ? 'start' : decision.block;
};
const last = (outcome: LastRecovery['outcome'], secondsAgo: number): Partial<PairRecord> => ({
  lastRecovery: { recoveryId: 'r4', kind: 'failover', outcome, epoch: 4, endedAt: isoIn(-secondsAgo) },
});

describe('whether a recovery may start', () => {
  test('nothing blocks a pair at rest', () => {
    expect(block(recordWith())).toBe('start');
  });

  test('a pause blocks everybody, and tells how to lift it, until it is over', () => {
    const paused = recordWith({ pause: { reason: 'upgrade of london', until: isoIn(1) } });
    for (const request of [byAlarm, byPerson, { ...byPerson, dryRun: true }])
      expect(block(paused, request)).toBe('paused');
    expect(mayStart(paused, byPerson, act, NOW_MS)).toMatchObject({
      reason: expect.stringMatching(/upgrade of london.*Resume it first.*"kind": "resume"/),
    });
    expect(block(recordWith({ pause: { reason: 'upgrade', until: isoIn(0) } }))).toBe('start');
  });

  test('a hold blocks machines until it is acknowledged, not a person and not a dry run', () => {
    const held = recordWith({ hold: HOLD });
    expect(block(held)).toBe('held');
    expect(block(held, byPerson)).toBe('start');
    expect(block(held, { ...byAlarm, dryRun: true })).toBe('start');
  });

  test('a refusal by a hold says why and gives the inputs that go on and that lift it', () => {
    const decision = mayStart(recordWith({ hold: HOLD }), byAlarm, act, NOW_MS);
    expect(decision).toMatchObject({
      reason: expect.stringMatching(/FenceUnconfirmed.*"fenceConfirmed".*"kind": "acknowledge"/),
      evidence: [expect.stringContaining('power still reads On')],
    });
  });

  test('a hold that lapses blocks until then and no longer', () => {
    expect(block(recordWith({ hold: { ...HOLD, lapsesAt: isoIn(1) } }))).toBe('held');
    expect(block(recordWith({ hold: { ...HOLD, lapsesAt: isoIn(0) } }))).toBe('start');
  });

  test('after users were moved, machines wait for the cool-down; a person does not', () => {
    expect(block(recordWith(last('moved', 3599)))).toBe('cooling-down');
    expect(block(recordWith(last('moved', 3600)))).toBe('start');
    expect(block(recordWith(last('moved', 10)), byPerson)).toBe('start');
    expect(block(recordWith(last('moved', 10)), byAlarm, { ...act, coolDownMinutes: 0 })).toBe('start');
  });

  test.each(['stood-down', 'dry-run', 'halted'] as const)(
    'after a recovery that ended %s there is no cool-down',
    (outcome) => {
      expect(block(recordWith(last(outcome, 10)))).toBe('start');
    },
  );

  test('what we would have done is not repeated while we only observe, but is done once we may act', () => {
    const record = recordWith(last('would-have-acted', 10));
    expect(block(record, byAlarm, observe)).toBe('cooling-down');
    expect(block(record, byAlarm, act)).toBe('start');
  });

  test('of several blocks the one that binds most is named, and all are in the evidence', () => {
    const record = recordWith({ hold: HOLD, pause: { reason: 'upgrade', until: isoIn(9) }, ...last('moved', 10) });
    expect(mayStart(record, byAlarm, act, NOW_MS)).toMatchObject({
      block: 'paused',
      evidence: [
        expect.stringContaining('pause'),
        expect.stringContaining('hold'),
        expect.stringContaining('cool-down'),
      ],
    });
  });
});
