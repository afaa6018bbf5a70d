// The page of a recovery that was not begun: it says what blocks and how to lift it, and nothing in it can be anything
// but text.
import * as cheerio from 'cheerio';
import { refusedPage } from '../../functions/domain/report/page/refused-page.ts';

const REPORT = {
  recoveryId: '20261122T201503Z-0a1b2c3d',
  pair: 'support',
  kind: 'failover',
  outcome: 'ended',
  trigger: 'alarm',
  startedAt: '2026-11-22T20:15:03.000Z',
  block: 'paused',
  reason: 'support is paused until 2026-11-22T23:00:00.000Z (<b>patch</b> day): resume it with {"kind": "resume"}.',
  execution: 'arn:aws:states:eu-west-1:123456789012:execution:twinbox:0a1b2c3d',
} as const;

test('it says what was not started and why, who asked, and where', () => {
  const page = cheerio.load(refusedPage(REPORT));
  expect(page('h1').text()).toBe('support: no recovery was started: paused');
  expect(page('.lead').text()).toBe(
    'support is paused until 2026-11-22 23:00:00 UTC (<b>patch</b> day): resume it with {"kind": "resume"}.',
  );
  const facts = page('.facts').text();
  for (const part of ['the alarm, automatically', '2026-11-22 20:15:03 UTC', REPORT.recoveryId, REPORT.execution])
    expect(facts).toContain(part);
});

test('what a person wrote stays text, and nothing runs or loads', () => {
  const page = cheerio.load(refusedPage(REPORT));
  expect(page('b, script, img, link')).toHaveLength(0);
  expect(page('meta[http-equiv=Content-Security-Policy]').attr('content')).toContain("default-src 'none'");
});
