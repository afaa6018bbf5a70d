// What one probe before acting may conclude, and from what it may not.
import { judgeRound } from '../../functions/domain/health/confirmation.ts';
import type { Observation, ProbeResult, Round } from '../../functions/domain/model/observation.ts';

const seen = (target: string, result: ProbeResult): Observation => ({
  target,
  result,
  at: '2026-11-22T20:15:03.000Z',
  elapsedMs: 5,
});
const round = (london: ProbeResult, dublin: ProbeResult, witnesses: readonly ProbeResult[]): Round => ({
  slot: '2026-11-22T20:15:00.000Z',
  vantage: 'test',
  appliances: { london: seen('london', london), dublin: seen('dublin', dublin) },
  witnesses: witnesses.map((result, index) => seen(`witness ${index}`, result)),
  pathWitnesses: {},
  service: [],
});
const verdict = (...facts: Parameters<typeof round>) =>
  judgeRound(round(...facts), { primary: 'london', standby: 'dublin' }).verdict;

test.each<ProbeResult>(['silent', 'refused', 'reset'])('%s while a witness answers is down', (result) => {
  expect(verdict(result, 'healthy', ['healthy'])).toBe('down');
});

test.each<ProbeResult>(['healthy', 'unhealthy'])('%s is an answer: sick is not dead', (result) => {
  expect(verdict(result, 'healthy', ['healthy'])).toBe('answers');
});

test.each<ProbeResult>(['untrusted', 'denied', 'throttled', 'garbled', 'unresolved'])(
  '%s is our own trouble, never its death',
  (result) => {
    expect(verdict(result, 'healthy', ['healthy'])).toBe('unsure');
  },
);

test('with every witness silent we may be blind, even if the standby answers', () => {
  expect(verdict('silent', 'healthy', ['silent', 'refused'])).toBe('unsure');
});

test('one witness of several is enough to see', () => {
  expect(verdict('silent', 'silent', ['silent', 'healthy'])).toBe('down');
});

test.each<readonly [ProbeResult, 'down' | 'unsure']>([
  ['healthy', 'down'],
  ['unhealthy', 'down'],
  ['denied', 'down'],
  ['throttled', 'down'],
  ['untrusted', 'unsure'],
  ['garbled', 'unsure'],
  ['unresolved', 'unsure'],
  ['refused', 'unsure'],
  ['reset', 'unsure'],
  ['silent', 'unsure'],
])('a witness that is %s makes a silent primary %s', (witness, expected) => {
  expect(verdict('silent', 'silent', [witness])).toBe(expected);
  expect(verdict('silent', 'silent', ['silent', witness])).toBe(expected);
});

test('without witnesses in the settings only the standby can prove that we see', () => {
  expect(verdict('silent', 'healthy', [])).toBe('down');
  expect(verdict('silent', 'silent', [])).toBe('unsure');
});

test('a primary that was not looked at is not down', () => {
  const empty = { ...round('silent', 'healthy', ['healthy']), appliances: {} };
  expect(judgeRound(empty, { primary: 'london', standby: 'dublin' }).verdict).toBe('unsure');
});
