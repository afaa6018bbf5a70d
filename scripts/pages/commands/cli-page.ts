// The page of the command line, printed from the program itself, so that the two cannot disagree.
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { EXIT, EXIT_MEANINGS, type ExitName } from '../../../cli/base/exit-code.ts';
import { buildProgram } from '../../../cli/program.ts';
import { SHAPES, schemaOf } from '../../../cli/verbs/schema.ts';
import { commandOf, exampleOf } from '../../../cli/workflow/workflow-commands.ts';
import { VERBS } from '../../../functions/contract/workflow/verbs/verbs.ts';

const nothing = (): undefined => undefined;

const program = (): CommandUnknownOpts =>
  buildProgram({
    io: { out: nothing, err: nothing, columns: 100, colour: false },
    act: () => async () => undefined,
  });

/** What a person would type, for each command that is not of the workflow or needs more than its name. */
const EXAMPLES: Readonly<Record<string, string>> = {
  failover: 'npx twinbox failover --follow',
  drill: 'npx twinbox drill --dry-run --follow',
  pause: 'npx twinbox pause --for 4h --reason "upgrade of london"',
  acknowledge: 'npx twinbox acknowledge --quarantine london',
  start: `npx twinbox start '{"kind": "failover", "dryRun": true}' --follow`,
  follow: 'npx twinbox follow <run>',
  stop: 'npx twinbox stop <run> --reason "wrong pair"',
  'report open': 'npx twinbox report open <recovery>',
  'report show': 'npx twinbox report show <recovery> --json',
  resources: 'eval "$(npx twinbox resources --export)"',
  schema: 'npx twinbox schema backups list',
  completion: 'source <(npx twinbox completion bash)',
};

interface Leaf {
  readonly words: string;
  readonly command: CommandUnknownOpts;
}

/** Commands that do something, with their words. */
const leavesOf = (command: CommandUnknownOpts, words: readonly string[] = []): readonly Leaf[] => {
  const inner = command.commands.filter((one) => one.name() !== 'help');
  if (inner.length === 0) return [{ words: words.join(' '), command }];
  return inner.flatMap((one) => leavesOf(one, [...words, one.name()]));
};

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const optionRows = (command: CommandUnknownOpts): readonly string[] =>
  command.options.map(({ flags, description, mandatory }) => {
    const required = mandatory ? 'required: ' : '';
    return `| \`${flags}\` | ${required}${description.replaceAll('|', '\\|')} |`;
  });

const argumentRows = (command: CommandUnknownOpts): readonly string[] =>
  command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? '...' : '');
    return `| \`${argument.required ? `<${name}>` : `[${name}]`}\` | ${escaped(argument.description || 'its id')} |`;
  });

const examples: Readonly<Record<string, string>> = {
  ...Object.fromEntries(VERBS.map((row) => [commandOf(row.kind), `npx twinbox ${exampleOf(row)}`])),
  ...EXAMPLES,
};

const section = ({ words, command }: Leaf): string => {
  const rows = [...argumentRows(command), ...optionRows(command)];
  const table = rows.length === 0 ? [] : ['', '| argument or option | meaning |', '| --- | --- |', ...rows];
  const example = examples[words] ?? `npx twinbox ${words}`;
  return [`### ${words}`, '', command.description(), '', '```sh', example, '```', ...table].join('\n');
};

/** The part of a JSON schema that is read here. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

const typeOf = ({ type, enum: values, items }: Schema): string => {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `list of ${items?.properties ? 'objects' : `${items?.type}s`}`;
  return type ?? 'any';
};

const fieldRows = (schema: Schema, path = ''): readonly string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const key = `${path}${name}`;
    const optional = schema.required?.includes(name) ? '' : 'optional: ';
    const inner = field.items ?? field;
    return [`| \`${key}\` | ${optional}${typeOf(field)} |`, ...fieldRows(inner, `${key}${field.items ? '[].' : '.'}`)];
  });

const shapeSections = (): string => {
  const byShape = Map.groupBy(Object.keys(SHAPES), (words) => SHAPES[words]);
  return [...byShape.values()]
    .map((commands) => {
      const [first = ''] = commands;
      return [
        `### JSON of ${commands.join(', ')}`,
        '',
        '| key | value |',
        '| --- | --- |',
        ...fieldRows(schemaOf(first.split(' '))),
      ].join('\n');
    })
    .join('\n\n');
};

/** The whole page. */
export const cliPage = (): string => {
  const root = program();
  return `# Command line

This page is printed from the program by \`npm run docs\`; a test fails when it is stale.

\`npx twinbox\` runs from a checkout of the repository after \`npm ci\`. It asks Step Functions, S3,
CloudWatch, SSM and CloudFormation with your own credentials, as the AWS CLI finds them. It needs no
secret of an appliance. The only names that it may need are the region and the pair.

\`\`\`sh
export AWS_REGION=eu-central-1
npx twinbox status
\`\`\`

- **Data goes to stdout**, messages to stderr. With \`--json\`, data is JSON, and an error is one line of
  JSON on stderr: \`error.name\`, \`error.message\`, \`error.fix\`, \`error.exitCode\`.
- **Dangerous commands ask for the pair's name.** Where nobody can be asked (no terminal, \`--json\`,
  \`--no-input\`), give it with \`--confirm\`.
- **A recovery runs in AWS, not in your terminal.** Ctrl-C ends the watching. To end the run, use
  [stop](#stop).
- \`NO_COLOR\` switches colours off. \`TWINBOX_DEBUG=1\` adds the trace of an error.
- \`--lab\` asks the lab that \`npm run lab\` runs on this machine. It finds the lab by \`build/lab.json\`.

## Options of every command

| option | meaning |
| --- | --- |
${optionRows(root).join('\n')}

## Exit codes

| code | meaning |
| ---: | --- |
${Object.entries(EXIT)
  .map(([name, code]) => `| ${code} | ${EXIT_MEANINGS[name as ExitName]} |`)
  .join('\n')}

## Commands

${leavesOf(root).map(section).join('\n\n')}

## JSON

\`npx twinbox schema status\` prints the JSON Schema of a command's data. Keys are only ever added.

${shapeSections()}
`;
};
