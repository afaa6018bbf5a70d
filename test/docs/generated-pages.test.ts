// Pages that are printed from tables must not be stale.
import { readFileSync } from 'node:fs';
import { diagnosesPage } from '../../scripts/diagnoses-page.ts';
import { workflowPage } from '../../scripts/workflow-page.ts';

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

test('the workflow page says what the phase table says', () => {
  expect(page('workflow.md')).toBe(workflowPage());
});

test('the page of diagnoses says what the table says and what the functions answer', () => {
  expect(page('diagnoses.md')).toBe(diagnosesPage());
});
