// What the dashboard shows of recoveries: their ends, and nothing that a person only asked or mistyped.
import { beforeAll, expect, test } from '@jest/globals';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

test('the first tile shows the verdicts of readiness, from the log of their function', () => {
  const [[, dashboard] = []] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  const first = body.slice(0, body.indexOf('Alarms'));
  expect(first).toContain('Can the pair fail over?');
  expect(first).toMatch(/SOURCE '.*FunctionsCheckReadinessLogs/);
});

test('the graph of recoveries counts no status call and no typing error', () => {
  const [[, dashboard] = []] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  expect(body).toContain('Recoveries that ended');
  expect(body).toContain('RecoveryHalted');
  expect(body).not.toMatch(/ExecutionsStarted|ExecutionsSucceeded|ExecutionsFailed|AWS\/States/);
});
