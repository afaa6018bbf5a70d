// In which order an appliance is powered off, and when the next step is tried; when its answers contradict "off".
import { answersAfter, isContradicted, isOwnAnswer } from '../../../functions/domain/power/contradiction.ts';
import { offStepsNow } from '../../../functions/domain/power/off-order.ts';
import { isoIn, NOW_MS } from '../records.ts';

const ALL = ['On', 'ForceOff', 'GracefulShutdown', 'PushPowerButton', 'ForceRestart'];
const SOFT = ['GracefulShutdown', 'PushPowerButton'];
const after = (step: string, agoMs: number) => ({ step, agoMs });

test.each<[string, readonly string[] | undefined, ReturnType<typeof after> | undefined, readonly string[]]>([
  ['all steps, the hardest first', ALL, undefined, ['ForceOff', 'GracefulShutdown', 'PushPowerButton']],
  ['all, where nothing is reported', undefined, undefined, ['ForceOff', 'GracefulShutdown', 'PushPowerButton']],
  ['only what is allowed', SOFT, undefined, SOFT],
  ['force, where no step is allowed: the list may be incomplete', ['On'], undefined, ['ForceOff']],
  [
    'force again, whenever it was tried',
    ALL,
    after('ForceOff', 1),
    ['ForceOff', 'GracefulShutdown', 'PushPowerButton'],
  ],
  ['nothing during a shutdown', SOFT, after('GracefulShutdown', 59_999), []],
  ['force even during a shutdown', ALL, after('GracefulShutdown', 1), ['ForceOff']],
  ['the button after a shutdown of a minute', SOFT, after('GracefulShutdown', 60_000), ['PushPowerButton']],
  ['force and the button after it', ALL, after('GracefulShutdown', 60_000), ['ForceOff', 'PushPowerButton']],
  [
    'the shutdown again, where there is no button',
    SOFT.slice(0, 1),
    after('GracefulShutdown', 60_000),
    SOFT.slice(0, 1),
  ],
  ['nothing for half a minute after the button', SOFT, after('PushPowerButton', 29_999), []],
  ['the button again after half a minute', SOFT, after('PushPowerButton', 30_000), ['PushPowerButton']],
])('%s', (_what, allowed, last, expected) => expect(offStepsNow(allowed, last)).toEqual(expected));

test.each([
  ['healthy', undefined, true],
  ['unhealthy', 'HTTP 500', true],
  ['unhealthy', undefined, true],
  ['unhealthy', 'HTTP 502', false],
  ['unhealthy', 'HTTP 503', false],
  ['unhealthy', 'HTTP 504', false],
  ['unhealthy', 'the page says HTTP 503', true],
  ['silent', undefined, false],
  ['untrusted', 'HTTP 200', false],
] as const)('%s (%s) is the answer of the appliance itself: %s', (result, detail, own) =>
  expect(isOwnAnswer({ result, ...(detail !== undefined && { detail }) })).toBe(own),
);

test('answers of one method are counted from the first; another method begins anew', () => {
  const first = answersAfter(undefined, { place: 0, nowMs: NOW_MS });
  expect(first).toEqual({ place: 0, times: 1, since: isoIn(0) });
  const second = answersAfter(first, { place: 0, nowMs: NOW_MS + 4_000 });
  expect(second).toEqual({ place: 0, times: 2, since: isoIn(0) });
  expect(answersAfter(second, { place: 1, nowMs: NOW_MS + 8_000 })).toEqual({ place: 1, times: 1, since: isoIn(8) });
});

test.each([
  [3, 10, true],
  [2, 10, false],
  [3, 9.999, false],
  [4, 60, true],
])('%d answers over %d s contradict a controller that reads off: %s', (times, seconds, expected) =>
  expect(isContradicted({ place: 0, times, since: isoIn(-seconds) }, NOW_MS)).toBe(expected),
);
