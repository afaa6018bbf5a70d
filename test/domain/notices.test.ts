// How often people are notified of one kind, and what is counted meanwhile.

import type { Notices } from '../../functions/domain/record/notice.ts';
import { countIn, describeHeld, goesOut, isStartNotified, noted } from '../../functions/domain/recovery/notices.ts';

const START_MS = Date.parse('2026-11-22T20:00:00Z');
const MINUTE_MS = 60_000;

/** Events at those minutes; what went out, with what it said of the others. */
const scenario = (minutes: readonly number[], kind = 'stood-down') => {
  let notices: Notices | undefined;
  const sent: string[] = [];
  for (const minute of minutes) {
    const nowMs = START_MS + minute * MINUTE_MS;
    const wentOut = goesOut(notices, kind, nowMs);
    if (wentOut) sent.push(`${minute}: ${countIn(notices, kind, nowMs).join(' ')}`);
    notices = noted(notices, { kind, wentOut, recoveryId: `r${minute}` }, nowMs);
  }
  return { sent, notices };
};

test('twenty in a minute are three, and the third says that more are held back', () => {
  const { sent, notices } = scenario(Array(20).fill(0));
  expect(sent).toHaveLength(3);
  expect(sent[1]).toBe('0: ');
  expect(sent[2]).toContain('Twinbox holds back further notifications like this one for 10 min');
  expect(notices).toMatchObject({ 'stood-down': { notified: 3, held: 17 } });
  expect(describeHeld(notices)).toEqual([
    '17 notifications of kind stood-down have been held back since 2026-11-22T20:00:00.000Z',
  ]);
});

test('the next that goes out says how many were held back, and the count begins anew', () => {
  const { sent, notices } = scenario([0, 0, 0, 1, 2, 3, 12]);
  expect(sent).toHaveLength(4);
  expect(sent[3]).toContain('Twinbox has held back 3 more notifications like this one since 2026-11-22T20:00:00.000Z.');
  expect(notices).toMatchObject({ 'stood-down': { held: 0 } });
});

test('one each forty seconds for an hour is three and one each ten minutes', () => {
  expect(scenario(Array.from({ length: 90 }, (_, index) => (index * 40) / 60)).sent.length).toBeLessThanOrEqual(3 + 6);
});

test('another kind is notified at once, and so is the same after two quiet hours', () => {
  const { notices } = scenario(Array(20).fill(0));
  expect(goesOut(notices, 'not-started-alarm-paused', START_MS)).toBe(true);
  expect(goesOut(notices, 'constructor', START_MS)).toBe(true);
  const later = scenario([...Array(20).fill(0), 121, 121]);
  expect(later.sent).toHaveLength(5);
  expect(later.sent[3]).toContain('17 more');
});

test('what is over and told is forgotten, what was held back is kept until it is told', () => {
  const first = noted(undefined, { kind: 'begins', wentOut: true, recoveryId: 'r1' }, START_MS);
  const over = noted(first, { kind: 'ready', wentOut: true, recoveryId: 'r1' }, START_MS + 121 * MINUTE_MS);
  expect(Object.keys(over)).toEqual(['ready']);
  const held = noted(first, { kind: 'begins', wentOut: false, recoveryId: 'r2' }, START_MS);
  const kept = noted(held, { kind: 'ready', wentOut: true, recoveryId: 'r3' }, START_MS + 121 * MINUTE_MS);
  expect(kept.begins).toMatchObject({ held: 1 });
});

test('the start of a recovery counts as told only where its own notification went out', () => {
  const notified = noted(undefined, { kind: 'begins', wentOut: true, recoveryId: 'r1' }, START_MS);
  expect([isStartNotified(notified, 'r1'), isStartNotified(notified, 'r2'), isStartNotified(undefined, 'r1')]).toEqual([
    true,
    false,
    false,
  ]);
  const held = noted(notified, { kind: 'begins', wentOut: false, recoveryId: 'r2' }, START_MS);
  expect(isStartNotified(held, 'r2')).toBe(false);
});
