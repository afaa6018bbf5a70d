// The page of permissions, printed from synthesized templates: what each function may do, and which permissions only
// the template of a pair with automation `act` has.
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

const byFunction = (everyday: readonly Permission[], powers: readonly Permission[]): string => {
  const names = new Map<string, readonly string[]>();
  const add = (holder: string, name: string): void => void names.set(holder, [...(names.get(holder) ?? []), name]);
  for (const one of everyday) add(one.holder, one.name);
  for (const one of powers) add(one.holder, `**${one.name}**`);
  return [
    '| function | holds |',
    '| --- | --- |',
    ...[...names].map(([holder, held]) => `| ${holder} | ${held.join(', ')} |`),
  ].join('\n');
};

/** The whole page, for the template of an observing deployment and that of the same pair with `automation: act`. */
export const permissionsPage = (observing: Template, acting: Template): string => {
  const everyday = permissionsOf(observing);
  const known = new Set(everyday.map((one) => `${one.holder} ${textOf(one)}`));
  const powers = permissionsOf(acting).filter((one) => !known.has(`${one.holder} ${textOf(one)}`));
  const ofFunctions = everyday.filter((one) => !isOwn(one) && isFunction(one));
  const others = everyday.filter((one) => !isOwn(one) && !isFunction(one));
  return `# Permissions

This page is printed from the synthesized template by \`npm run docs\`; a test fails when it is
stale. It shows the pair of \`twinbox.yaml\` with both restore methods, and with appliances and
power controllers inside the customer's network. [security.md](security.md) explains what this means
for you.

Names of resources are those of the template without their hashes: \`RecordBucket/pairs/*\` are the
objects under \`pairs/\` in the record bucket. Every role belongs to one function, and only Lambda
may assume it.

## Only with automation: act

Only the template of a pair with \`automation: act\` contains these statements. The template of an
observing deployment contains none of them.

${tableOf(grouped(powers))}

## Always

${tableOf(grouped(ofFunctions))}

In addition, every function writes to its own log group (OwnLogs) and sends its traces
(\`xray:PutTraceSegments\`, \`xray:PutTelemetryRecords\`). Only functions inside a network have
NetworkInterfaces: Lambda needs it, and NotByOurCode denies the same actions to our own code.

## What starts the functions

${startersTable(others)}

## By function

Permissions in bold exist only with \`automation: act\`.

${byFunction(ofFunctions, powers)}
`;
};
