// Pages that are printed from tables must not be stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import { cliPage } from '../../scripts/pages/commands/cli-page.ts';
import { diagnosesPage } from '../../scripts/pages/diagnoses-page.ts';
import { permissionsExample } from '../../scripts/pages/permissions-example.ts';
import { permissionsPage } from '../../scripts/pages/permissions-page.ts';
import { readinessPage } from '../../scripts/pages/readiness-page.ts';
import { withRunbookIndex } from '../../scripts/pages/runbook-contents.ts';
import { verbsPage } from '../../scripts/pages/verbs-page.ts';
import { workflowPage } from '../../scripts/pages/workflow/workflow-page.ts';
import { workflowPicture } from '../../scripts/pages/workflow/workflow-picture.ts';
import { synthesized, type Template } from '../lib/synthesized.ts';

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

test('the workflow page says what the phase table says', () => {
  expect(page('workflow.md')).toBe(workflowPage());
});

test('the page of verbs says what the verb table says', () => {
  expect(page('verbs.md')).toBe(verbsPage());
});

test('the page of the command line says what the program takes', () => {
  expect(page('cli.md')).toBe(cliPage());
});

test('the picture of the workflow shows every state and outcome of the phase table', () => {
  const picture = workflowPicture();
  expect(page('images/workflow.svg')).toBe(picture);
  for (const { state, next } of PHASES)
    for (const words of [state, ...Object.keys(next).filter((outcome) => outcome !== 'ended')])
      expect(picture).toMatch(new RegExp(`>(?:[a-z, -]+, )?${words}(?:, [a-z, -]+)?</text>`));
});

test('the page of diagnoses says what the table says and what the functions answer', () => {
  expect(page('diagnoses.md')).toBe(diagnosesPage());
});

test('the page of readiness says what the table of needs says', () => {
  expect(page('readiness.md')).toBe(readinessPage());
});

test('the index of the runbook says what the tables of alarms and failures say', () => {
  const runbook = page('runbook.md');
  expect(withRunbookIndex(runbook)).toBe(runbook);
  expect(() => withRunbookIndex('# Runbook')).toThrow('must hold');
});

const templateFor = async (automation: 'observe' | 'act'): Promise<Template> => {
  const file = `build/permissions-${automation}.yaml`;
  mkdirSync('build', { recursive: true });
  writeFileSync(file, permissionsExample(automation));
  return (await synthesized(file)).template;
};

test('the page of permissions says what the template allows, while a pair is observed and when it acts', async () => {
  expect(page('permissions.md')).toBe(permissionsPage(await templateFor('observe'), await templateFor('act')));
});

/** The acting template with one more statement for the first function. */
const withStatement = async (statement: object): Promise<Template> => {
  const changed = structuredClone(await templateFor('act'));
  const policy = Object.values(changed.Resources).find(({ Type }) => Type === 'AWS::IAM::Policy');
  const document = policy?.Properties.PolicyDocument as { Statement: object[] };
  document.Statement.push(statement);
  return changed;
};

test('a statement that the permission table does not list is not printed', async () => {
  const changed = await withStatement({ Sid: 'OneMore', Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' });
  const observing = await templateFor('observe');
  expect(() => permissionsPage(observing, changed)).toThrow('beyond the table, found Begin OneMore; missing: none');
});

test('a statement that reaches further than before is a stale page', async () => {
  const changed = await withStatement({ Sid: 'ReadJournal', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
  const printed = permissionsPage(await templateFor('observe'), changed);
  expect(printed).toContain('| ReadJournal | `s3:GetObject` | everything |');
  expect(printed).not.toBe(page('permissions.md'));
});

test('a permission that only the permission table has is not printed', async () => {
  const { Resources, ...rest } = structuredClone(await templateFor('observe'));
  const kept = Object.fromEntries(Object.entries(Resources).filter(([id]) => !/^FunctionsBeginRoleDefault/.test(id)));
  const acting = await templateFor('act');
  expect(() => permissionsPage({ ...rest, Resources: kept }, acting)).toThrow('missing: Begin ReadRecords');
});
