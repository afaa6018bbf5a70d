// The page of the workflow, printed from the phase table, so that the two cannot disagree.

import { PING } from '../../../functions/contract/runtime/ping.ts';
import { DONE, FAILED, type Phase } from '../../../functions/contract/workflow/phase.ts';
import { PHASES } from '../../../functions/contract/workflow/phases.ts';

const phases: readonly Phase[] = PHASES;

const diagram = (): string => {
  const lines = ['```mermaid', 'stateDiagram-v2', '  [*] --> Begin'];
  for (const phase of phases) {
    for (const [outcome, next] of Object.entries(phase.next)) lines.push(`  ${phase.state} --> ${next}: ${outcome}`);
    if (phase.loop) lines.push(`  ${phase.state} --> ${phase.state}: again, after ${phase.loop.waitSeconds} s`);
  }
  lines.push(`  ${DONE} --> [*]`, `  ${FAILED} --> [*]`, '```');
  return lines.join('\n');
};

/** `360 × 5 s, within 60 min` */
const bounds = ({ loop }: Phase): string => {
  if (!loop) return '1';
  const within = loop.withinSeconds === undefined ? '' : `, within ${loop.withinSeconds / 60} min`;
  return `${loop.attempts} × ${loop.waitSeconds} s${within}`;
};

const table = (): string =>
  [
    '| state | what it does | expected | attempts × wait | function / task timeout |',
    '| --- | --- | ---: | ---: | ---: |',
    ...phases.map(
      (phase) =>
        `| ${phase.state} | ${phase.description} | ${phase.expectedSeconds} s | ${bounds(phase)} | ${phase.functionTimeoutSeconds} s / ${phase.taskTimeoutSeconds} s |`,
    ),
  ].join('\n');

/** The whole page. */
export const workflowPage = (): string => `# The workflow

This page is printed from \`functions/contract/workflow/phases.ts\` by \`npm run docs\`; a test
fails when it is stale.

One state = one verb = one function = one file: state \`MoveTraffic\` runs
\`functions/handlers/move-traffic.ts\`, which wires
\`functions/steps/recovery/traffic/move-traffic.ts\`. Any error in any state goes to \`Halt\`, and
from there to \`${FAILED}\`.

Once a week, and for the input \`{"kind": "${PING}"}\`, the workflow calls every function once, in
the order of the table. Each function answers before its step runs: it reads and changes nothing.
Lambda makes a function in a VPC inactive when nobody calls it for weeks, so this call keeps a
recovery from being the first. If a function cannot be called, Twinbox notifies the operators which
one.

${diagram()}

${table()}
`;
