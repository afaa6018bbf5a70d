// When people are notified of what keeps a dead pair down, and what they are told.
import {
  blockMessage,
  isBlockToBeNotified,
  type StandingBlock,
  standingSinceMs,
} from '../../functions/domain/admission/standing-outage.ts';
import { HOLD, isoIn, NOW_MS, recordWith } from './records.ts';

const PAUSED: StandingBlock = { block: 'paused', reason: 'it is paused: resume it.', sinceMs: NOW_MS - 3_600_000 };
const notified = (seconds: number, change = {}) => ({
  blockNotified: { block: 'paused', outageSince: isoIn(-3600), at: isoIn(seconds), ...change },
});

test('a block that nobody was notified of is notified at once', () => {
  expect(isBlockToBeNotified({}, PAUSED, NOW_MS)).toBe(true);
});

test('one that was told is notified again after ten minutes', () => {
  expect(isBlockToBeNotified(notified(-599), PAUSED, NOW_MS)).toBe(false);
  expect(isBlockToBeNotified(notified(-600), PAUSED, NOW_MS)).toBe(true);
});

test('another block, and the same block in another outage, are notified at once', () => {
  expect(isBlockToBeNotified(notified(-1, { block: 'cooling-down' }), PAUSED, NOW_MS)).toBe(true);
  expect(isBlockToBeNotified(notified(-1, { outageSince: isoIn(-7200) }), PAUSED, NOW_MS)).toBe(true);
});

test('a hold is notified again ten minutes after the halt, whose own message told of it', () => {
  const held: StandingBlock = { ...PAUSED, block: 'held' };
  expect(isBlockToBeNotified({ hold: { ...HOLD, since: isoIn(-599) } }, held, NOW_MS)).toBe(false);
  expect(isBlockToBeNotified({ hold: { ...HOLD, since: isoIn(-600) } }, held, NOW_MS)).toBe(true);
  const again = notified(-599, { block: 'held' });
  expect(isBlockToBeNotified({ ...again, hold: { ...HOLD, since: isoIn(-900) } }, held, NOW_MS)).toBe(false);
});

test('the message says since when, what blocks, and the way to lift it', () => {
  const { subject, body } = blockMessage(recordWith(), PAUSED);
  expect(subject).toBe('support: still down, and no recovery is started: paused');
  expect(body).toContain(`london has not answered since ${isoIn(-3600)}`);
  expect(body).toContain('it is paused: resume it.');
});

describe('the primary is down since', () => {
  const reading = (seconds: number, state = 'ALARM') => ({ state, sinceMs: NOW_MS + seconds * 1000 });
  const ended = (seconds: number, outcome: 'moved' | 'stood-down' = 'moved') => ({
    lastRecovery: { recoveryId: 'r1', kind: 'failover', outcome, epoch: 1, endedAt: isoIn(seconds) } as const,
  });

  test('the alarm stands, once it has stood for a minute', () => {
    expect(standingSinceMs(reading(-60), {}, NOW_MS)).toBe(NOW_MS - 60_000);
    expect(standingSinceMs(reading(-59), {}, NOW_MS)).toBeUndefined();
    expect(standingSinceMs(reading(-3600, 'OK'), {}, NOW_MS)).toBeUndefined();
  });

  test('users were moved, where the alarm stood before: it was about the other appliance', () => {
    expect(standingSinceMs(reading(-300), ended(-59), NOW_MS)).toBeUndefined();
    expect(standingSinceMs(reading(-300), ended(-60), NOW_MS)).toBe(NOW_MS - 60_000);
    expect(standingSinceMs(reading(-90), ended(-3600), NOW_MS)).toBe(NOW_MS - 90_000);
  });

  test('the alarm stands, where a recovery has moved nobody', () => {
    expect(standingSinceMs(reading(-300), ended(-10, 'stood-down'), NOW_MS)).toBe(NOW_MS - 300_000);
  });
});
