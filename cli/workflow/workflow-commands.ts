// The commands for the verbs of the workflow, made from the verb table: a new row is a new command.
import type { VerbRow } from '../../functions/contract/workflow/verbs/verb-row.ts';
import { VERBS } from '../../functions/contract/workflow/verbs/verbs.ts';
import { usage } from '../base/cli-error.ts';
import { hoursOf } from '../base/spans.ts';
import type { Act, AnyCommand } from '../command-parts.ts';
import { confirmOption } from '../command-parts.ts';
import { send } from './send.ts';
import { inputOf, kebab, verbFields, verbOptions } from './verb-options.ts';

type Given = Readonly<Record<string, unknown>>;

/** What a person types differently from the console. */
interface Manner {
  /** Another name of the command. */
  readonly alias?: string;
  /** Words of the command, where they are not the kind. */
  readonly words?: readonly [group: string, name: string];
  /** The field that is an argument, not an option. */
  readonly argument?: string;
  readonly extra?: readonly (readonly [flags: string, description: string])[];
  /** Fields that `extra` replaces. */
  readonly without?: readonly string[];
  /** @throws WrongUsage */
  readonly translate?: (given: Given) => Given;
}

const pauseEnd = (given: Given): Given => {
  const { for: span, until, ...rest } = given;
  if (until !== undefined && span !== undefined)
    throw usage('--for and --until are both given', 'give only one of them.');
  return until === undefined ? { ...rest, hours: hoursOf(String(span ?? '4h')) } : { ...rest, until };
};

const MANNERS: Readonly<Record<string, Manner>> = {
  pause: { extra: [['--for <span>', 'such as 30m, 4h or 2d; default: 4h']], without: ['hours'], translate: pauseEnd },
  readiness: { alias: 'doctor' },
  approve: { argument: 'recovery' },
  deny: { argument: 'recovery' },
  trust: { words: ['backups', 'trust'], argument: 'backup' },
  distrust: { words: ['backups', 'distrust'], argument: 'backup' },
};

/** The status is read without the workflow, so that it works while the workflow does not. */
const OWN_COMMANDS = ['status'];

/** Keys of the input as they are called here: `With dryRun` → `With --dry-run`. */
const asTyped = (text: string, row: VerbRow): string =>
  verbFields(row).reduce(
    (sum, { name }) =>
      /[A-Z]/.test(name) ? sum.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `--${kebab(name)}`) : sum,
    text,
  );

/** For a list of commands: what the verb does, without its conditions. */
const firstSentence = (changes: string): string =>
  `${
    changes
      .replace(/^Nothing\. /, '')
      .split('. ')[0]
      ?.replace(/\.$/, '') ?? changes
  }.`;

const argumentOf = (row: VerbRow, name: string): string => {
  const required = verbOptions(row).some(({ flags, isRequired }) => isRequired && flags.startsWith(`--${name} `));
  return required ? `<${name}>` : `[${name}]`;
};

const addVerb = (program: AnyCommand, groups: Readonly<Record<string, AnyCommand>>, act: Act, row: VerbRow): void => {
  const { kind, refusedWhen, danger, runs } = row;
  const [changes, requires] = [asTyped(row.changes, row), asTyped(row.requires, row)];
  const { words, alias, argument, extra = [], without = [], translate = (given: Given) => given } = MANNERS[kind] ?? {};
  const [group, name] = words ?? [undefined, kind];
  const parent = group === undefined ? program : (groups[group] ?? program);
  const command = parent.command(name).description(changes).summary(firstSentence(changes));
  if (alias !== undefined) command.alias(alias);
  if (argument !== undefined) command.argument(argumentOf(row, argument));
  for (const { flags, description, isRequired } of verbOptions(row)) {
    if ([argument, ...without].some((field) => field !== undefined && flags.startsWith(`--${field} `))) continue;
    if (isRequired) command.requiredOption(flags, description);
    else command.option(flags, description);
  }
  for (const [flags, description] of extra) command.option(flags, description);
  if (runs === 'recovery') command.option('-f, --follow', 'show each state until the end');
  if (danger === 'users' || danger === 'standby' || kind === 'acknowledge') command.addOption(confirmOption());
  command.addHelpText(
    'after',
    `\nRequires: ${requires}${refusedWhen.length === 0 ? '' : `\nRefused when ${refusedWhen.join('; or ')}.`}`,
  );
  command.action(async (...args: unknown[]) => {
    const given = command.opts() as Given;
    const named = argument === undefined || args[0] === undefined ? given : { ...given, [argument]: args[0] };
    const { follow, confirm } = given as { follow?: boolean; confirm?: string };
    await act(async (session) => send(session, inputOf(row, translate(named), session.io.user), { follow, confirm }));
  });
};

/** Adds a command for each verb of the table. `groups`: commands that hold others, by name. */
export const addWorkflowCommands = (
  program: AnyCommand,
  groups: Readonly<Record<string, AnyCommand>>,
  act: Act,
): void => {
  for (const row of VERBS) if (!OWN_COMMANDS.includes(row.kind)) addVerb(program, groups, act, row);
};

/** The words of the command for a verb. @example commandOf('trust') // 'backups trust' */
export const commandOf = (kind: string): string => MANNERS[kind]?.words?.join(' ') ?? kind;

const quoted = (text: string): string => (/^[\w.:-]+$/.test(text) ? text : `"${text}"`);

/** What a person types for a value: of a statement, what is stated. */
export const typedValue = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value);
  const [stated] = Object.entries(value).flatMap(([key, inner]) => (key === 'by' ? [] : [String(inner)]));
  return stated ?? '';
};

/** What a person would type for the example of a verb, without the program. */
export const exampleOf = (row: VerbRow): string => {
  const { argument } = MANNERS[row.kind] ?? {};
  const words = Object.entries(row.example).flatMap(([key, value]): readonly string[] => {
    if (['kind', 'pair', 'by'].includes(key) || value === false) return [];
    if (key === argument) return [quoted(typedValue(value))];
    return value === true ? [`--${kebab(key)}`] : [`--${kebab(key)}`, quoted(typedValue(value))];
  });
  return [commandOf(row.kind), ...words].join(' ');
};
