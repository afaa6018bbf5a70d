// What one probe before acting may conclude, and from what it may not.
import { judgeHealthy, judgeRound } from '../../functions/domain/health/confirmation.ts';
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

describe('what is said of it', () => {
  const ROLES = { primary: 'london', standby: 'dublin' };
  const judged = (...facts: Parameters<typeof round>) => judgeRound(round(...facts), ROLES);

  test.each<[string, Parameters<typeof round>, RegExp]>([
    ['an answer', ['unhealthy', 'healthy', []], /^london answers on the users’ path and is unhealthy$/],
    ['our own trouble', ['untrusted', 'healthy', []], /^london is untrusted: a fault on our side/],
    ['blindness', ['silent', 'healthy', ['silent']], /^london is silent, but no witness answers/],
    ['an outage', ['silent', 'healthy', ['healthy']], /^london is silent while a witness or the standby answers$/],
  ])('%s is the first sentence of the evidence', (_what, facts, sentence) => {
    const { evidence } = judged(...facts);
    expect(evidence[0]).toMatch(sentence);
    expect(evidence.length).toBeGreaterThan(1);
  });

  test('the standby is well if it answers as healthy, whatever the primary does', () => {
    expect(judged('silent', 'healthy', ['healthy']).standbyWell).toBe(true);
    expect(judged('silent', 'unhealthy', ['healthy']).standbyWell).toBe(false);
    expect(judgeRound({ ...round('silent', 'healthy', []), appliances: {} }, ROLES)).toMatchObject({
      standbyWell: false,
      evidence: expect.arrayContaining(['london was not probed']),
    });
  });

  test.each<[ProbeResult, readonly ProbeResult[], boolean]>([
    ['healthy', ['healthy'], true],
    ['healthy', ['silent'], false],
    ['unhealthy', ['healthy'], false],
  ])('a drill goes on while the primary is %s and the service %j: %s', (primary, service, calm) => {
    const one = { ...round(primary, 'healthy', ['healthy']), service: service.map((result) => seen('name', result)) };
    const found = judgeHealthy(one, ROLES);
    expect(found.calm).toBe(calm);
    expect(found.evidence[0]).toMatch(calm ? /^london serves$/ : /^the diagnosis is \w/);
    expect(found.evidence.length).toBeGreaterThan(1);
  });
});
