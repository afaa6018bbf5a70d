// `npm run docs`: writes the pages that are printed from tables.
import { writeFileSync } from 'node:fs';
import { diagnosesPage } from './diagnoses-page.ts';
import { workflowPage } from './workflow-page.ts';

writeFileSync(new URL('../docs/workflow.md', import.meta.url), workflowPage());
writeFileSync(new URL('../docs/diagnoses.md', import.meta.url), diagnosesPage());
