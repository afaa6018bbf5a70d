// The page of readiness, printed from the table of needs, so that page and code cannot disagree.
import { NEEDS } from '../../functions/domain/needs/needs.ts';

const table = (): string =>
  [
    '| check | how often | fails when | fix | not checked when |',
    '| --- | --- | --- | --- | --- |',
    ...Object.values(NEEDS).map(
      ({ is, checked, fails, fix, unchecked }) => `| ${is} | ${checked} | ${fails} | ${fix} | ${unchecked} |`,
    ),
  ].join('\n');

/** The whole page. */
export const readinessPage = (): string => `# Readiness

This page is printed from \`functions/domain/needs/needs.ts\` by \`npm run docs\`; a test fails when it
is stale.

*Could we fail over right now, and if not, why?* The first line of \`{"kind": "status"}\` answers that:

\`\`\`json
{"pair": "support", "kind": "status"}
\`\`\`

- **yes**: every check passed.
- **yes, as far as checked**: no check failed. The line names what was not checked.
- **no**: at least one check failed. The line says which, with what was expected and found, and the
  fix. A check that blocks no failover is listed as failed, and does not change the verdict.
- **unknown**: nothing is known against it, but the standby, the backups or the automation was not
  checked.

What was not checked never counts as passed. A pair that is only observed (\`automation: observe\`)
cannot fail over, and its functions lack the rights for some checks; the list names these checks.

The inspector makes most checks every minute. \`Twinbox-<pair>-check-readiness\` makes the others every
hour and after each deployment. To make all of them now, start the workflow with:

\`\`\`json
{"pair": "support", "kind": "readiness"}
\`\`\`

Every dry run ends with the same list. While the verdict is \`no\` for a reason that nobody chose, the
metric \`NotReady\` is 1, and the alarm [NotReady](runbook.md#notready) goes into ALARM after a quarter
of an hour. Observing, a pause and a cool-down are chosen. The first tile of the dashboard shows the
verdicts of the last hours.

## The checks

${table()}
`;
