// When silence since the deployment is told to somebody, and how often.
import {
  isNeverReportedToBeNotified,
  neverReported,
  neverReportedMessage,
} from '../../../functions/domain/health/never-reported.ts';
import { isoIn, NOW_MS } from '../records.ts';

const MINUTE = 60;
const DAY = 86_400;
const parts = (condition: string, sinceSecondsAgo: number, armed: string) => ({
  alarm: 'WatcherSilent',
  condition: { state: condition, sinceMs: NOW_MS - sinceSecondsAgo * 1000 },
  armed: { state: armed },
});

test.each([
  ['ten minutes without data', parts('ALARM', 10 * MINUTE, 'INSUFFICIENT_DATA'), ['WatcherSilent']],
  ['a second less', parts('ALARM', 10 * MINUTE - 1, 'INSUFFICIENT_DATA'), []],
  ['data since', parts('OK', 10 * MINUTE, 'INSUFFICIENT_DATA'), []],
  ['data before', parts('ALARM', 10 * MINUTE, 'ALARM'), []],
  ['an alarm that cannot be read', { alarm: 'WatcherSilent', condition: undefined, armed: undefined }, []],
  ['a part that cannot be read', { ...parts('ALARM', DAY, 'OK'), armed: undefined }, ['WatcherSilent']],
])('%s: %#', (_what, alarm, expected) => expect(neverReported([alarm], NOW_MS)).toEqual(expected));

test.each<[string, { alarms: string[]; secondsAgo: number } | undefined, string[], boolean]>([
  ['nothing to tell', undefined, [], false],
  ['the first time', undefined, ['A'], true],
  ['the same within a day', { alarms: ['A'], secondsAgo: DAY - 1 }, ['A'], false],
  ['the same after a day', { alarms: ['A'], secondsAgo: DAY }, ['A'], true],
  ['one more within ten minutes', { alarms: ['A'], secondsAgo: 10 * MINUTE - 1 }, ['A', 'B'], false],
  ['one more after ten minutes', { alarms: ['A'], secondsAgo: 10 * MINUTE }, ['A', 'B'], true],
  ['one fewer', { alarms: ['A', 'B'], secondsAgo: 10 * MINUTE }, ['A'], false],
])('%s', (_what, last, alarms, expected) => {
  const before = last && { alarms: last.alarms, notifiedAt: isoIn(-last.secondsAgo) };
  expect(isNeverReportedToBeNotified(before ? { neverReported: before } : {}, alarms, NOW_MS)).toBe(expected);
});

test('the notification names the alarms, and says what callers and operators should do', () => {
  const { subject, body } = neverReportedMessage('support', ['WatcherSilent', 'BackupStale']);
  expect(subject).toBe('support: NeverReported: no data yet for WatcherSilent, BackupStale');
  expect(body.split('\n\n')).toEqual([
    expect.stringMatching(/^What happened: .*no data yet for WatcherSilent, BackupStale\. .*those alarms cannot fire/),
    'What callers should do: nothing.',
    'What to do: follow docs/runbook.md, section NeverReported.',
    'Twinbox notifies you every day while this persists.',
  ]);
  expect(neverReportedMessage('support', ['BackupStale']).body).toContain('that alarm cannot fire');
});
