import { HIGHEST_EPOCH, standingOf } from '../../functions/domain/traffic/claim-standing.ts';
import { refuses } from '../../functions/domain/traffic/refused-checks.ts';
import { failedIn, type TrafficFacts, trafficChecks } from '../../functions/domain/traffic/traffic-checks.ts';

const NAME = 'support.example.com';
const facts: TrafficFacts = {
  names: [NAME],
  ttlSeconds: 30,
  zone: { name: 'example.com', private: false, nameServers: ['ns-1.aws.net'], recordSets: 10, mostRecordSets: 10_000 },
  states: [{ name: NAME, addresses: ['203.0.113.10'], ttlSeconds: 30 }],
  unfit: [],
  delegations: [{ name: NAME, verdict: 'ours', message: 'the world asks the zone' }],
  claimant: { epoch: 8, fresh: false },
};
const claim = (epoch: number, more: { deployment?: string; foreign?: boolean } = {}) => ({
  epoch,
  recoveryId: 'r',
  ...more,
});
const withClaim = (epoch: number, more = {}): Partial<TrafficFacts> => ({
  states: facts.states.map((state) => ({ ...state, claim: claim(epoch, more) })),
});
const failed = (changes: Partial<TrafficFacts>) => failedIn(trafficChecks({ ...facts, ...changes }));

test('passes where zone, delegation, record and claim are as expected', () => {
  expect(trafficChecks(facts)).toEqual([expect.objectContaining({ result: 'passed', need: 'traffic' })]);
  expect(failed(withClaim(7))).toEqual([]);
});

describe.each<[string, Partial<TrafficFacts>, string]>([
  ['a name outside of the zone', { names: ['support.example.org'] }, 'NameOutsideZone'],
  ['a name that only ends like the zone', { names: ['support.notexample.com'] }, 'NameOutsideZone'],
  ['a full zone', { zone: { ...facts.zone, recordSets: 10_000 } as TrafficFacts['zone'] & object }, 'ZoneFull'],
  [
    'a delegation that leads elsewhere',
    { delegations: [{ name: NAME, verdict: 'elsewhere', message: 'the world asks others' }] },
    'DelegationElsewhere',
  ],
  ['a record that may not be moved', { unfit: [`${NAME} has 2 addresses`] }, 'DnsRecordUnfit'],
  ['a claim of another deployment above ours', withClaim(9, { deployment: 'b', foreign: true }), 'ForeignClaim'],
  ['a claim above ours that does not say whose it is', withClaim(9), 'ClaimAhead'],
  ['a claim of our own deployment above ours', withClaim(8, { deployment: 'a' }), 'ClaimAhead'],
  ['a claim that nobody can pass', withClaim(999_999_999_999_999), 'ClaimAhead'],
  [
    'a claim that nobody can pass, where nothing of ours was ever there',
    { ...withClaim(999_999_999_999_999), claimant: { epoch: 1, fresh: true } },
    'ClaimAhead',
  ],
])('%s', (_what, changes, name) => {
  test('refuses', () => {
    const found = failed(changes);
    expect(found.map((check) => check.name)).toContain(name);
    expect(found.some(refuses)).toBe(true);
  });
});

test.each<[string, Partial<TrafficFacts>, string, boolean]>([
  ['a TTL of a day', { states: [{ name: NAME, addresses: [], ttlSeconds: 86_400 }] }, 'TtlTooHigh', true],
  [
    'a TTL above that of the settings',
    { states: [{ name: NAME, addresses: [], ttlSeconds: 300 }] },
    'TtlTooHigh',
    false,
  ],
  ['a claim of another deployment below ours', withClaim(7, { deployment: 'b', foreign: true }), 'ForeignClaim', false],
  [
    'any claim where nothing of ours was ever there',
    { ...withClaim(7), claimant: { epoch: 1, fresh: true } },
    'ForeignClaim',
    false,
  ],
  [
    'a stranger in the delegation',
    { delegations: [{ name: NAME, verdict: 'ours', message: '', strangers: ['ns.other.org'] }] },
    'DelegationMixed',
    false,
  ],
])('%s is told and refuses nothing', (_what, changes, name, alarms) => {
  const found = failed(changes);
  expect(found.map((check) => [check.name, check.alarms])).toEqual([[name, alarms]]);
  expect(found.some(refuses)).toBe(false);
});

test('the TTL is told with both values', () => {
  const [found] = failed({ states: [{ name: NAME, addresses: [], ttlSeconds: 86_400 }] });
  expect(found?.message).toContain('expected a TTL of at most 30 s, found 86400 s');
});

test('a full zone is no fault where every name has its mark', () => {
  const zone = { ...facts.zone, recordSets: 10_000 } as NonNullable<TrafficFacts['zone']>;
  expect(failed({ zone, ...withClaim(7) })).toEqual([]);
});

test('what could not be asked is not checked, and never failed', () => {
  const { zone: _zone, ...rest } = facts;
  const checks = trafficChecks({
    ...rest,
    zoneUnasked: 'Route 53 is busy',
    delegations: [{ name: NAME, verdict: 'not-checked', message: 'nobody answers' }],
  });
  expect(failedIn(checks)).toEqual([]);
  expect(checks.filter(({ result }) => result === 'not-checked')).toHaveLength(2);
});

test('our own claim of the running recovery stands in nobody’s way', () => {
  expect(standingOf(claim(8), { epoch: 8, recoveryId: 'r', fresh: false })).toBe('below');
  expect(standingOf(claim(8), { epoch: 8, recoveryId: 'other', fresh: false })).toBe('ahead');
  expect(standingOf(claim(HIGHEST_EPOCH), { epoch: HIGHEST_EPOCH + 1, fresh: false })).toBe('below');
});
