// The page of permissions, printed from the permission table and from synthesized templates: what each function may do,
// and which permissions only the template of a pair with automation `ask` or `act` has.
import { assertAsInTable, type Held, permissionMatrix } from './permission-matrix.ts';
import { type Permission, permissionsOf, type Template } from './template-permissions.ts';

const textOf = ({ name, refuses, actions, resources, condition }: Permission): string => {
  const cells = [
    `${refuses ? '**denied:** ' : ''}${actions.map((action) => `\`${action}\``).join(', ')}`,
    resources.map((resource) => (resource === '*' ? 'everything' : `\`${resource}\``)).join(', '),
    condition.replaceAll('route53:ChangeResourceRecordSets', ''),
  ];
  return `| ${[name, ...cells].join(' | ')} |`;
};

/** Equal permissions, each with all its holders. */
const grouped = (permissions: readonly Permission[]): ReadonlyMap<string, readonly string[]> => {
  const holders = new Map<string, readonly string[]>();
  for (const one of permissions) holders.set(textOf(one), [...(holders.get(textOf(one)) ?? []), one.holder]);
  return holders;
};

const tableOf = (rows: ReadonlyMap<string, readonly string[]>): string =>
  [
    '| name | actions | on | only where | held by |',
    '| --- | --- | --- | --- | --- |',
    ...[...rows].map(([text, holders]) => `${text.slice(0, -2)} | ${[...new Set(holders)].join(', ')} |`),
  ].join('\n');

/** Permissions of the parts around the functions; one row for each holder and set of actions. */
const startersTable = (permissions: readonly Permission[]): string => {
  const rows = new Map<string, readonly string[]>();
  for (const { holder, actions, resources } of permissions) {
    const row = `${holder} | ${actions.map((action) => `\`${action}\``).join(', ')}`;
    const versions = resources.map((resource) => (resource === '*' ? 'everything' : `\`${resource}\``));
    rows.set(row, [...new Set([...(rows.get(row) ?? []), ...versions])]);
  }
  const lines = [...rows].map(([row, resources]) => `| ${row} | ${resources.join(', ')} |`);
  return ['| who | actions | on |', '| --- | --- | --- |', ...lines].join('\n');
};

const OWN = ['OwnLogs', 'xray:PutTraceSegments', 'NotByOurCode'];
/** Every other holder is described in words. */
const isFunction = ({ holder }: Permission): boolean => /^[A-Z]\w+$/.test(holder);
const isOwn = ({ name }: Permission): boolean => OWN.includes(name);

const heldBy = (permissions: readonly Permission[]): Held => {
  const held = new Map<string, Set<string>>();
  for (const { holder, name } of permissions) held.set(holder, new Set([...(held.get(holder) ?? []), name]));
  return held;
};

const byFunction = (shown: readonly (readonly [mark: string, permissions: readonly Permission[]])[]): string => {
  const marked = shown.flatMap(([mark, permissions]) =>
    permissions.map((one) => ({ ...one, name: `${mark}${one.name}${mark}` })),
  );
  return [
    '| function | holds |',
    '| --- | --- |',
    ...[...heldBy(marked)].map(([holder, names]) => `| ${holder} | ${[...names].join(', ')} |`),
  ].join('\n');
};

/** Those of the first that the second lacks. */
const without = (these: readonly Permission[], those: readonly Permission[]): readonly Permission[] => {
  const known = new Set(those.map((one) => `${one.holder} ${textOf(one)}`));
  return these.filter((one) => !known.has(`${one.holder} ${textOf(one)}`));
};

/** Holds what a function may do, and nothing that every Lambda function needs. */
const granted = (permissions: readonly Permission[]): readonly Permission[] =>
  permissions.filter((one) => !isOwn(one) && isFunction(one) && one.name !== 'NetworkInterfaces');

/** The whole page, for the template of an observing deployment and that of the same pair with `automation: act`. */
export const permissionsPage = (observing: Template, acting: Template): string => {
  const [observed, acted] = [permissionsOf(observing), permissionsOf(acting)];
  assertAsInTable(heldBy(granted(observed)), 'observe');
  assertAsInTable(heldBy(granted(acted)), 'act');
  const powers = without(acted, observed);
  const readers = without(observed, acted);
  const everyday = without(observed, readers);
  const ofFunctions = everyday.filter((one) => !isOwn(one) && isFunction(one));
  const others = everyday.filter((one) => !isOwn(one) && !isFunction(one));
  return `# Permissions

This page is printed by \`npm run docs\` from the permission table (\`lib/access/permission-table.ts\`)
and from the synthesized template; a test fails when it is stale or when the two differ. It shows
the pair of \`twinbox.yaml\` with both restore methods, with accounts that can only read power, and
with appliances and power controllers inside the customer's network. [security.md](security.md)
explains what this means for you.

## Who may do what

Every function has a role of its own, and only Lambda may assume it. Each row is one permission: what
the functions may do, the settings without which no function may, and the names of the statements
that make it up. The tables below list the statements.

${permissionMatrix()}

## Only with automation: ask or act

Only the template of a pair with \`automation: ask\` or \`act\` contains these statements. The template of an
observing deployment contains none of them. Names of resources are those of the template without
their hashes: \`RecordBucket/pairs/*\` are the objects under \`pairs/\` in the record bucket.

${tableOf(grouped(powers))}

## Only with automation: observe

${tableOf(grouped(readers))}

## Always

${tableOf(grouped(ofFunctions))}

In addition, every function writes to its own log group (OwnLogs) and sends its traces
(\`xray:PutTraceSegments\`, \`xray:PutTelemetryRecords\`). Only functions inside a network have
NetworkInterfaces: Lambda needs it, and NotByOurCode denies the same actions to our own code.

## What starts the functions

${startersTable(others)}

## By function

Permissions in bold exist only with \`automation: ask\` or \`act\`, those in italics only with
\`automation: observe\`.

${byFunction([
  ['', ofFunctions],
  ['**', powers],
  ['_', readers],
])}
`;
};
