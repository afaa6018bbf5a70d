// `npm run docs`: writes the pages that are printed from tables, and what is printed from the synthesized template: a
// part of the page of permissions, and the snapshot that reviewers read.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS } from '../functions/contract/runtime/functions.ts';
import { synthTwinbox } from '../lib/synth-twinbox.ts';
import { cliPage } from './pages/commands/cli-page.ts';
import { diagnosesPage } from './pages/diagnoses-page.ts';
import { permissionsExample } from './pages/permissions-example.ts';
import { permissionsPage } from './pages/permissions-page.ts';
import { readinessPage } from './pages/readiness-page.ts';
import { withRunbookIndex } from './pages/runbook-contents.ts';
import type { Template } from './pages/template-permissions.ts';
import { SNAPSHOT_FOLDER, type SnapshotTemplate, templateSnapshot } from './pages/template-snapshot.ts';
import { verbsPage } from './pages/verbs-page.ts';
import { workflowPage } from './pages/workflow/workflow-page.ts';
import { workflowPicture } from './pages/workflow/workflow-picture.ts';

const FOLDER = 'build/docs';

/** Uses empty bundles: the permissions do not depend on the code. */
const templateOf = (automation: 'observe' | 'act'): Template & SnapshotTemplate => {
  const functionsFolder = join(FOLDER, 'functions');
  for (const { verb } of FUNCTIONS) {
    mkdirSync(join(functionsFolder, verb), { recursive: true });
    writeFileSync(join(functionsFolder, verb, 'index.mjs'), `export const handler = async () => '${verb}';`);
  }
  const settingsFile = join(FOLDER, `${automation}.yaml`);
  writeFileSync(settingsFile, permissionsExample(automation));
  const outFolder = join(FOLDER, automation);
  synthTwinbox({ settingsFile, functionsFolder, outFolder, say: () => undefined });
  return JSON.parse(readFileSync(join(outFolder, 'Twinbox-support.template.json'), 'utf8')) as Template &
    SnapshotTemplate;
};

const fileOf = (page: string): URL => new URL(`../docs/${page}`, import.meta.url);
const write = (page: string, text: string): void => writeFileSync(fileOf(page), text);

write('workflow.md', workflowPage());
write('images/workflow.svg', workflowPicture());
write('verbs.md', verbsPage());
write('cli.md', cliPage());
write('diagnoses.md', diagnosesPage());
write('readiness.md', readinessPage());
write('runbook.md', withRunbookIndex(readFileSync(fileOf('runbook.md'), 'utf8')));
const acting = templateOf('act');
write('permissions.md', permissionsPage(templateOf('observe'), acting));
for (const [topic, text] of templateSnapshot(acting)) writeFileSync(join(SNAPSHOT_FOLDER, `${topic}.txt`), text);
rmSync(FOLDER, { recursive: true });
