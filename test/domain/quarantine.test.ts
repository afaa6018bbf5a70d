// Whom a quarantine stops, whom it does not, and what people are notified of it.
import { type AdmissionRequest, admit } from '../../functions/domain/admission/admission.ts';
import { chooseRestorePoint } from '../../functions/domain/backup/restore-point.ts';
import type { PairRecord, Quarantine } from '../../functions/domain/record/pair-record.ts';
import { mayStart, type StartRequest } from '../../functions/domain/recovery/decision.ts';
import {
  blockingQuarantine,
  isSplit,
  isToBeNotified,
  quarantineOf,
  splitBrainMessage,
} from '../../functions/domain/recovery/quarantine.ts';
import { describeRecord } from '../../functions/domain/recovery/status.ts';
import { manifestAt } from './pair-histories.ts';
import { HOLD, isoIn, NOW_MS, recordWith } from './records.ts';

const LONDON: Quarantine = {
  appliance: 'london',
  recoveryId: 'r4',
  since: isoIn(-600),
  reason: 'it alone holds the last hour',
};
const LIFTS = '{"pair":"support","kind":"acknowledge","by":"your name","quarantine":"london"}';
const POLICY = { automation: 'act', coolDownMinutes: 60 } as const;
const moved = (change: Partial<PairRecord> = {}) => recordWith({ primary: 'dublin', quarantined: LONDON, ...change });

const REQUESTS: readonly StartRequest[] = (['alarm', 'person'] as const).flatMap((trigger) =>
  [true, false].map((dryRun) => ({ trigger, kind: 'failover' as const, dryRun })),
);

describe('a failover that would lead to a quarantined appliance', () => {
  test.each(REQUESTS)('is refused for everybody: %j', (request) => {
    expect(mayStart(moved(), request, POLICY, NOW_MS)).toMatchObject({
      action: 'refuse',
      block: 'quarantined',
      reason: expect.stringContaining(LIFTS),
      evidence: [expect.stringContaining('quarantine of london')],
    });
  });

  test('is refused after the hold was acknowledged alone: the quarantine stands by itself', () => {
    const held = moved({ hold: HOLD });
    expect(blockingQuarantine(held)).toBeUndefined();
    const { hold: _lifted, ...acknowledged } = held;
    expect(blockingQuarantine(acknowledged)).toEqual(LONDON);
  });

  test('is let in once the quarantine is lifted', () => {
    const { quarantined: _lifted, ...lifted } = moved();
    for (const request of REQUESTS)
      expect(mayStart(lifted, request, POLICY, NOW_MS)).toMatchObject({ action: 'start' });
  });

  test('names the quarantine before a cool-down, since waiting does not lift it', () => {
    const lastRecovery = {
      recoveryId: 'r4',
      kind: 'failover',
      outcome: 'moved',
      epoch: 4,
      endedAt: isoIn(-60),
    } as const;
    expect(
      mayStart(moved({ lastRecovery }), { trigger: 'alarm', kind: 'failover', dryRun: false }, POLICY, NOW_MS),
    ).toMatchObject({
      block: 'quarantined',
      evidence: [expect.stringContaining('quarantine'), expect.stringContaining('cool-down')],
    });
  });
});

test('going on with the halted recovery leads to the other appliance, and is let in with its sides', () => {
  const request: AdmissionRequest = {
    ...{
      recoveryId: 'r5',
      owner: 'arn:r5',
      dryRun: false,
      ownerIsRunning: false,
      aliveUntilMs: NOW_MS,
      ownerAsked: undefined,
    },
    kind: 'failover',
    trigger: 'person',
  };
  const place = { policy: POLICY, appliances: ['london', 'dublin'] };
  expect(admit(moved({ hold: HOLD }), request, place, NOW_MS)).toMatchObject({
    answer: 'recover',
    direction: { from: 'london', to: 'dublin' },
  });
  expect(admit(moved(), request, place, NOW_MS)).toMatchObject({ answer: 'ended', block: 'quarantined' });
});

test('no backup is a restore point for a quarantined appliance', () => {
  const question = { pair: 'support', from: 'dublin', to: 'london', standby: {} };
  const captureWriter = [manifestAt(NOW_MS, 'dublin', 4)];
  const { candidates, passedOver } = chooseRestorePoint(captureWriter, { ...question, record: moved() });
  expect(candidates).toEqual([]);
  expect(passedOver).toMatchObject([{ reason: 'london is quarantined: Twinbox never restores to it' }]);
  const { quarantined: _lifted, ...lifted } = moved();
  expect(chooseRestorePoint(captureWriter, { ...question, record: lifted }).candidates).toEqual(captureWriter);
});

test('a quarantine says what its appliance alone holds', () => {
  const point = { backupId: 'b7', capturedAt: isoIn(-3600) };
  expect(quarantineOf({ recoveryId: 'r4', kind: 'failover', from: 'london', to: 'dublin' }, point, isoIn(0))).toEqual({
    appliance: 'london',
    recoveryId: 'r4',
    since: isoIn(0),
    reason: `users were moved from it to dublin after it failed; only it holds the changes made after the backup b7 of ${isoIn(-3600)}, and its recordings`,
  });
});

test('status shows it with the input that lifts it', () => {
  const lines = describeRecord(moved(), ['london', 'dublin'], NOW_MS);
  expect(lines.filter((line) => line.startsWith('london has been quarantined'))).toEqual([
    expect.stringContaining(LIFTS),
  ]);
});

test('a quarantined appliance is back when it answers well or sick, and by nothing else', () => {
  expect((['healthy', 'unhealthy'] as const).every((result) => isSplit({ result }))).toBe(true);
  const others = ['refused', 'reset', 'silent', 'unresolved', 'untrusted', 'denied', 'throttled', 'garbled'] as const;
  expect(others.some((result) => isSplit({ result }))).toBe(false);
  expect(isSplit(undefined)).toBe(false);
});

test('people are notified at once, then every ten minutes, where it stands and how to lift it', () => {
  expect(isToBeNotified(LONDON, NOW_MS)).toBe(true);
  expect(isToBeNotified({ ...LONDON, notifiedAt: isoIn(-599) }, NOW_MS)).toBe(false);
  expect(isToBeNotified({ ...LONDON, notifiedAt: isoIn(-600) }, NOW_MS)).toBe(true);
  const { subject, body } = splitBrainMessage(moved(), LONDON, 'it switches london off again.');
  expect(subject).toBe('support: SplitBrain: london answers although it is quarantined');
  expect(body).toContain(LIFTS);
  expect(body).toContain('users of support are sent to dublin');
  expect(body).toContain('What Twinbox does: it switches london off again.');
  expect(body).toContain('{"pair":"support","kind":"pause","reason":"work on london"');
});
