// The page of verbs, printed from the verb table, so that the two cannot disagree.
import { inputFields } from '../../functions/contract/workflow/verbs/input-fields.ts';
import type { Danger, VerbRow } from '../../functions/contract/workflow/verbs/verb-row.ts';
import { VERBS } from '../../functions/contract/workflow/verbs/verbs.ts';

const rows: readonly VerbRow[] = VERBS;

const DANGERS: Readonly<Record<Danger, string>> = {
  none: 'none: it reads',
  record: 'low: it changes what Twinbox does by itself',
  standby: 'the standby is unavailable for a time',
  users: 'it may power an appliance off or move users',
};

const overview = (): string =>
  [
    '| verb | takes the lease | danger |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ kind, takesLease, danger }) => `| [${kind}](#${kind}) | ${takesLease ? 'yes' : 'no'} | ${DANGERS[danger]} |`,
    ),
  ].join('\n');

const keys = (row: VerbRow): string =>
  inputFields(row)
    .map(({ name, isRequired, takes }) => `\`${name}\`: ${takes}${isRequired ? ', required' : ''}`)
    .join('; ');

const section = (row: VerbRow): string => {
  const { kind, changes, requires, refusedWhen, example } = row;
  const facts = [
    `- **Changes:** ${changes}`,
    `- **Requires:** ${requires}`,
    ...(refusedWhen.length > 0 ? [`- **Refused when:** ${refusedWhen.join('; ')}.`] : []),
    `- **Keys beside kind:** ${keys(row)}.`,
  ];
  return `## ${kind}\n\n${facts.join('\n')}\n\n\`\`\`json\n${JSON.stringify(example)}\n\`\`\``;
};

/** The whole page. */
export const verbsPage = (): string => `# Verbs

This page is printed from \`functions/contract/workflow/verbs/\` by \`npm run docs\`; a test
fails when it is stale.

A verb is the \`kind\` of an input. Start the state machine of the pair with it; the
[runbook](runbook.md#before-you-begin) shows how. Each workflow serves one pair, so \`pair\` may be left
out. \`{}\` requests a failover, which stands down if the primary answers. A wrong input is refused
with all its faults.

${overview()}

${rows.map(section).join('\n\n')}
`;
