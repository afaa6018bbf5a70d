// `npm run docs`: writes the pages that are printed from tables.
import { writeFileSync } from 'node:fs';
import { workflowPage } from './workflow-page.ts';

writeFileSync(new URL('../docs/workflow.md', import.meta.url), workflowPage());
