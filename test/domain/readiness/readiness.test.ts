// Readiness: one list, in which no failed check is lost and nothing unchecked counts as passed.
import type { Inspection } from '../../../functions/domain/inspection/inspection.ts';
import type { Check } from '../../../functions/domain/model/readiness-check.ts';
import { ALL_NEEDS, NEEDS, type Need } from '../../../functions/domain/needs/needs.ts';
import { describeReadiness, readinessOf } from '../../../functions/domain/readiness/readiness.ts';
import type { ReadinessFacts, ReadinessTerms } from '../../../functions/domain/readiness/readiness-facts.ts';
import { newPairRecord, type PairRecord } from '../../../functions/domain/record/pair-record.ts';
import { fc } from '../../properties.ts';

const NOW = '2026-11-28T12:00:00.000Z';
const NOW_MS = Date.parse(NOW);

const passed = (need: Need): Check => ({ need, about: NEEDS[need].is, result: 'passed', message: 'all is well' });

const INSPECTION: Inspection = {
  pair: 'support',
  at: NOW,
  primary: 'london',
  standby: 'dublin',
  standbyFindings: [],
  standbyAskedAt: NOW,
  parityFindings: [],
  primaryFindings: [],
  readBackFindings: [],
  people: { askedAt: NOW, findings: [] },
  restorePoint: { backupId: 'newest', capturedAt: NOW },
  checks: (['standby', 'restore-point', 'restore', 'fence', 'traffic'] as const).map(passed),
};
const TERMS: ReadinessTerms = {
  pair: 'support',
  appliances: ['london', 'dublin'].map((name) => ({
    name,
    patched: { level: '6.2.1', on: '2026-11-01' },
    controllers: [`${name}:443`],
    pathWitnesses: [],
  })),
  automation: 'act',
  coolDownMinutes: 60,
  rpoMinutes: 120,
  attested: {
    vaultKey: '2026-11-01',
    capacity: '2026-11-01',
    licence: '2026-11-01',
    siteName: '2026-11-01',
    separate: '2026-11-01',
  },
};
const RECORD: PairRecord = {
  ...newPairRecord('support', 'london', ['london', 'dublin']),
  lastProof: {
    ...{ backupId: 'older', sha256: 'a'.repeat(64), at: NOW, appliance: 'dublin', recoveryId: 'drill', how: [] },
  },
};
const HOURLY = ALL_NEEDS.filter((need) => NEEDS[need].by === 'hourly');
const READY: ReadinessFacts = {
  terms: TERMS,
  record: RECORD,
  standby: 'dublin',
  inspection: INSPECTION,
  slow: { pair: 'support', at: NOW, primary: 'london', checks: HOURLY.map(passed) },
  nowMs: NOW_MS,
};
const pause = { reason: 'upgrade', until: '2026-11-28T14:00:00.000Z' };

const checkOf = (facts: ReadinessFacts, need: Need) => readinessOf(facts).checks.filter((check) => check.need === need);

test('a pair of which everything was checked and nothing failed is ready', () => {
  const { checks, verdict, alarms } = readinessOf(READY);
  expect(checks.filter(({ result }) => result !== 'passed')).toEqual([]);
  expect(verdict).toEqual({ is: 'yes', reason: 'every check passed' });
  expect(alarms).toBe(false);
  expect(describeReadiness(readinessOf(READY), READY)).toBe(
    `support can fail over to dublin: yes: every check passed (inspected at ${NOW}, hourly checks at ${NOW})`,
  );
});

const result = fc.constantFrom<Check['result']>('passed', 'failed', 'not-checked');
const anyCheck = fc
  .record({ need: fc.constantFrom(...ALL_NEEDS), about: fc.string(), result, alarms: fc.boolean(), text: fc.string() })
  .map(({ need, about, result: is, alarms, text }): Check => {
    if (is === 'passed') return { need, about, result: is, message: text };
    if (is === 'not-checked') return { need, about, result: is, reason: text };
    return { need, about, result: is, name: 'Anything', message: text, fix: text, alarms };
  });
const anyFacts = fc
  .record({
    inspected: fc.option(fc.array(anyCheck)),
    hourly: fc.option(fc.array(anyCheck)),
    fresh: fc.array(anyCheck),
    isPaused: fc.boolean(),
    automation: fc.constantFrom('observe' as const, 'act' as const),
    ageMs: fc.integer({ min: 0, max: 20 * 3_600_000 }),
  })
  .map(({ inspected, hourly, fresh, isPaused, automation, ageMs }) => {
    const facts: ReadinessFacts = {
      ...READY,
      terms: { ...TERMS, automation },
      record: { ...RECORD, ...(isPaused && { pause: { ...pause, until: '2026-12-01T00:00:00.000Z' } }) },
      inspection: inspected === null ? undefined : { ...INSPECTION, checks: inspected },
      slow: hourly === null ? undefined : { pair: 'support', at: NOW, primary: 'london', checks: hourly },
      fresh,
      nowMs: NOW_MS + ageMs,
    };
    return facts;
  });

test('every need has a line, whatever is known', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const needs = new Set(readinessOf(facts).checks.map(({ need }) => need));
      expect(ALL_NEEDS.filter((need) => !needs.has(need))).toEqual([]);
    }),
  );
});

test('a failed check that was made just now is never lost, and one that blocks says no', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { checks, verdict } = readinessOf(facts);
      const failed = (facts.fresh ?? []).filter((check) => check.result === 'failed');
      for (const one of failed) expect(checks).toContainEqual(one);
      if (checks.some((check) => check.result === 'failed' && check.alarms)) expect(verdict.is).toBe('no');
      for (const one of checks) if (one.result === 'failed' && one.alarms) expect(verdict.reason).toContain(one.fix);
    }),
  );
});

test('what was not checked never counts as passed', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { checks, verdict } = readinessOf(facts);
      if (checks.some((check) => check.result === 'not-checked')) expect(verdict.is).not.toBe('yes');
    }),
  );
});

test('what a pair that is only observed lacks is said, and raises no alarm', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const observing = { ...facts, terms: { ...facts.terms, automation: 'observe' as const } };
      const { verdict, checks } = readinessOf(observing);
      expect(verdict.is).toBe('no');
      expect(checks.filter(({ need }) => need === 'automation')[0]).toMatchObject({ result: 'failed' });
    }),
  );
  const { verdict, alarms } = readinessOf({ ...READY, terms: { ...TERMS, automation: 'observe' } });
  expect(verdict.reason).toMatch(
    /^Observing: .* no right to restore, fence or move users\. Fix: Set policy.automation/,
  );
  expect(alarms).toBe(false);
});

test.each<readonly [string, Partial<PairRecord>, RegExp, boolean]>([
  ['a pause', { pause }, /^Paused: pause until 2026-11-28T14.*Fix: .*"kind": "resume"/, false],
  [
    'a hold',
    {
      hold: {
        ...{ reason: 'RestoreRefused', message: 'no', phase: 'UploadBackup', done: [], left: [], resumeInput: {} },
        ...{ recoveryId: 'r1', epoch: 1, from: 'london', to: 'dublin', since: NOW },
      },
    },
    /^OnHold: .*Fix: .*acknowledge/,
    true,
  ],
  [
    'a quarantine',
    { quarantined: { appliance: 'dublin', recoveryId: 'r1', since: NOW, reason: 'it failed' } },
    /^Quarantined: .*Fix: .*restore over dublin/,
    true,
  ],
])(
  '%s says no, names how to lift it, and raises an alarm only where nobody chose it',
  (_what, change, words, alarms) => {
    const readiness = readinessOf({ ...READY, record: { ...RECORD, ...change } });
    expect(readiness.verdict.is).toBe('no');
    expect(readiness.verdict.reason).toMatch(words);
    expect(readiness.alarms).toBe(alarms);
  },
);

test('while a recovery runs nothing is said, except to that recovery', () => {
  const lease = { owner: 'arn', epoch: 1, notAfter: NOW, recoveryId: 'r1', kind: 'failover', dryRun: true } as const;
  const facts = { ...READY, record: { ...RECORD, lease } };
  expect(readinessOf(facts)).toMatchObject({ verdict: { is: 'unknown' }, alarms: undefined });
  expect(readinessOf({ ...facts, recoveryId: 'r1' }).verdict.is).toBe('yes');
});

test.each<readonly [string, Partial<ReadinessFacts>, Need, RegExp]>([
  [
    'an old inspection',
    { inspection: { ...INSPECTION, at: '2026-11-28T11:50:00.000Z' } },
    'standby',
    /inspection was at/,
  ],
  ['no inspection', { inspection: undefined }, 'people', /no inspection of the pair could be read/],
  ['changed roles', { record: { ...RECORD, primary: 'dublin' } }, 'secrets', /the roles have changed/],
  ['no hourly checks', { slow: undefined }, 'sign-in', /not been made yet; make them with .*"readiness"/],
  [
    'hourly checks of yesterday',
    { slow: { pair: 'support', at: '2026-11-27T12:00:00.000Z', primary: 'london', checks: [] } },
    'resolvers',
    /last checked at 2026-11-27/,
  ],
])('%s answers nothing, and says so', (_what, change, need, reason) => {
  expect(checkOf({ ...READY, ...change }, need)).toEqual([
    { need, about: NEEDS[need].is, result: 'not-checked', reason: expect.stringMatching(reason) },
  ]);
});

test('a dry run replaces the checks of the inspection that it made itself', () => {
  const fresh: readonly Check[] = [
    {
      need: 'traffic',
      about: 'the TTL',
      result: 'failed',
      name: 'TtlTooHigh',
      message: 'high',
      fix: 'low',
      alarms: true,
    },
  ];
  expect(checkOf({ ...READY, fresh }, 'traffic')).toEqual(fresh);
});

test.each<readonly [string, Partial<Inspection>, Need, string]>([
  [
    'other software',
    { parityFindings: [{ name: 'SoftwareDiffers', message: 'a', fix: 'b', alarms: true }] },
    'software',
    'SoftwareDiffers',
  ],
  [
    'an old backup',
    { restorePoint: { backupId: 'old', capturedAt: '2026-11-28T09:00:00.000Z' } },
    'backup-age',
    'BackupTooOld',
  ],
  [
    'a damaged backup',
    { readBackFindings: [{ name: 'BackupDamaged', message: 'a', fix: 'b', alarms: true }] },
    'read-back',
    'BackupDamaged',
  ],
  [
    'an open subscription',
    { people: { askedAt: NOW, findings: [{ name: 'PeopleMuted', message: 'a', fix: 'b', alarms: false }] } },
    'people',
    'PeopleMuted',
  ],
])('%s says no', (_what, change, need, name) => {
  const facts = { ...READY, inspection: { ...INSPECTION, ...change } };
  expect(checkOf(facts, need)).toMatchObject([{ result: 'failed', name }]);
  expect(readinessOf(facts).verdict.is).toBe('no');
});

test('a difference on purpose passes and is named; what ails the primary keeps nobody from leaving it', () => {
  const onPurpose = { name: 'SoftwareDiffers', message: '1 and 2; on purpose until May', fix: 'b', alarms: false };
  const ill = { name: 'CredentialsRefused', message: 'a', fix: 'b', alarms: true };
  const facts = { ...READY, inspection: { ...INSPECTION, parityFindings: [onPurpose], primaryFindings: [ill] } };
  expect(checkOf(facts, 'software')).toMatchObject([{ result: 'passed', message: onPurpose.message }]);
  expect(checkOf(facts, 'primary')).toMatchObject([{ result: 'failed', name: 'CredentialsRefused' }]);
  expect(readinessOf(facts).verdict.is).toBe('yes');
});

test('an old proof is a finding, and a proof that is missing was not checked', () => {
  const { lastProof, ...unproven } = RECORD;
  const record = { ...unproven, ...(lastProof && { lastProof: { ...lastProof, at: '2026-04-01T00:00:00.000Z' } }) };
  expect(checkOf({ ...READY, record }, 'proof')).toMatchObject([{ result: 'failed', name: 'ProofTooOld' }]);
  expect(readinessOf({ ...READY, record }).verdict.is).toBe('yes');
  expect(checkOf({ ...READY, record: unproven }, 'proof')).toMatchObject([{ result: 'not-checked' }]);
});
