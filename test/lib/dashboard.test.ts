// What the dashboard shows of recoveries: their ends, and nothing that a person only asked or mistyped.
import { beforeAll, expect, test } from '@jest/globals';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

test('the graph of recoveries counts no status call and no typing error', () => {
  const [[, dashboard] = []] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  expect(body).toContain('Recoveries that ended');
  expect(body).toContain('RecoveryHalted');
  expect(body).not.toMatch(/ExecutionsStarted|ExecutionsSucceeded|ExecutionsFailed|AWS\/States/);
});
