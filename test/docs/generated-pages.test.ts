// Pages that are printed from tables must not be stale.
import { readFileSync } from 'node:fs';
import { workflowPage } from '../../scripts/workflow-page.ts';

test('the workflow page says what the phase table says', () => {
  expect(readFileSync(new URL('../../docs/workflow.md', import.meta.url), 'utf8')).toBe(workflowPage());
});
