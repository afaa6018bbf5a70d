// A 200 of /check_health is no health by itself: another answer than that of an appliance that is well is a finding,
// and never an outage.
import { healthTextOf } from '../../../functions/appliance/probe/health-text.ts';
import type { KnownHealthText } from '../../../functions/domain/health/known-health-text.ts';
import type { ApplianceSeen } from '../../../functions/domain/inspection/appliance-seen.ts';
import { judgeHealthText } from '../../../functions/domain/inspection/findings/health-text.ts';

const NOW_MS = Date.parse('2026-11-22T21:00:00.000Z');
const HOUR_MS = 3_600_000;
const SUCCESS = healthTextOf('Success.\n');
const MAINTENANCE = healthTextOf('<!DOCTYPE html><html><h1>Down for maintenance</h1></html>');

const seen = (text: typeof SUCCESS | undefined, version = '25.1.2', healthy = true): ApplianceSeen => ({
  appliance: 'london',
  health: {
    is: 'reported',
    facts: { product: 'rs', version, build: '1', healthy, reportedRole: 'none', clusterRole: 'single' },
  },
  certificate: { is: 'unseen', failure: { name: 'x', message: 'x' } },
  ...(text && { healthText: text }),
});
const silent = (text: typeof SUCCESS): ApplianceSeen => ({
  ...seen(text),
  health: { is: 'unreported', failure: { name: 'ApplianceUnreachable', message: 'x' } },
});
const known: KnownHealthText = { ...SUCCESS, runs: 'rs 25.1.2 (1)' };

test('what it answers while it is well is remembered, and the same is nothing', () => {
  expect(judgeHealthText(seen(SUCCESS), undefined, NOW_MS)).toEqual({ known, findings: [] });
  expect(judgeHealthText(seen(healthTextOf('SUCCESS. ')), known, NOW_MS)).toEqual({ known, findings: [] });
});

test.each([
  ['not well', seen(MAINTENANCE, '25.1.2', false)],
  ['silent over its API', silent(MAINTENANCE)],
])('nothing is remembered of an appliance that is %s', (_how, appliance) => {
  expect(judgeHealthText(appliance, undefined, NOW_MS)).toEqual({ findings: [] });
});

test.each([
  ['says over its API that it is well', seen(MAINTENANCE)],
  ['does not answer over its API', silent(MAINTENANCE)],
])(
  'another answer of an appliance that %s is a finding without an alarm, with the time since when',
  (_how, appliance) => {
    const judged = judgeHealthText(appliance, known, NOW_MS);
    expect(judged.findings).toEqual([
      expect.objectContaining({
        name: 'HealthTextDiffers',
        message: expect.stringMatching(
          /200 and an HTML page of \d+ characters since 2026-11-22T21:00:00.000Z; .* plain text of 8 characters/,
        ),
        alarms: false,
      }),
    ]);
    expect(judgeHealthText(appliance, judged.known, NOW_MS + HOUR_MS).findings[0]?.message).toContain(
      'since 2026-11-22T21:00:00.000Z',
    );
  },
);

test('the known answer again ends it', () => {
  const { known: notified } = judgeHealthText(seen(MAINTENANCE), known, NOW_MS);
  expect(judgeHealthText(seen(SUCCESS), notified, NOW_MS + HOUR_MS)).toEqual({ known, findings: [] });
});

test('after an upgrade it is learnt anew', () => {
  const judged = judgeHealthText(seen(MAINTENANCE, '25.2.0'), known, NOW_MS);
  expect(judged).toEqual({ known: { ...MAINTENANCE, runs: 'rs 25.2.0 (1)' }, findings: [] });
});

test('a day of the other answer from an appliance that is well makes it the known one; of one that is silent it does not', () => {
  const { known: notified } = judgeHealthText(seen(MAINTENANCE), known, NOW_MS);
  expect(judgeHealthText(silent(MAINTENANCE), notified, NOW_MS + 25 * HOUR_MS).findings).toHaveLength(1);
  expect(judgeHealthText(seen(MAINTENANCE), notified, NOW_MS + 25 * HOUR_MS)).toEqual({
    known: { ...MAINTENANCE, runs: 'rs 25.1.2 (1)' },
    findings: [],
  });
});

test('numbers and space are left out of account, and the text is kept nowhere', () => {
  expect(healthTextOf('OK at 12:00:01, 17 sessions').digest).toBe(healthTextOf('OK  at 23:59:59, 3 sessions\n').digest);
  expect(JSON.stringify(healthTextOf('secret-token-1234'))).not.toContain('secret');
});

test('an appliance that does not answer with 200 says nothing, and what is known stays', () => {
  expect(judgeHealthText(seen(undefined), known, NOW_MS)).toEqual({ known, findings: [] });
});
